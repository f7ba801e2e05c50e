"""A small research campaign that several folders test with: its card and its script."""

CARD = """
[campaign]
id = "small"
name = "Survey of residents"
purpose = "research"
mode = "live"
script = "script.md"
field_from = 2026-11-01
field_until = 2026-12-20
[instigator]
name = "Example Council"
kind = "public_body"
[[lists]]
file = "contacts.csv"
"""

SCRIPT = """# Residents

Hello, my name is {interviewer}. I'm calling from Example Research, a research agency, for Example Council.

Your answers will be put together with everybody else's and will not be kept with your name or your telephone number.

1. Are you happy to take part?
   Yes / No (THANK AND CLOSE)

2. How satisfied are you with the buses where you live?
   Satisfied / Neither / Dissatisfied / Don't know

3. Which of these age groups are you in?
   18 to 34 / 35 to 54 / 55 or over

If you would rather not be called again, tell me now and I will put your number on our do-not-call list.

Thank you very much for your time. Goodbye.
"""
