"""Whether somebody's own set-up keeps to the gate: numbers that ring nobody, checks, a sheet.

`sandbox` makes a throw-away home with a signed campaign, `people` says what the gate answers for each number, `checks`
and `outage` call them through a door or a whole trunk, `sheet` says what was seen. No law here.
"""
