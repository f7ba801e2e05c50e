"""Was like treated alike? How fast, how hard and after what warning different organisations were dealt with.

Numbers and neighbours, side by side, for a person to look into: nothing here says why, and nothing here predicts.
"""
