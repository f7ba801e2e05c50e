"""Call records row by row, whichever switch or carrier wrote them.

from ringfence.calls.records import read_records, record_files

for record in read_records(file, zone="Europe/London"):
    record.at, record.number, record.outcome
"""

from ringfence.calls.records.reading import read_records, record_files
from ringfence.calls.records.record import Outcome, Record, RecordUnreadable

__all__ = ["Outcome", "Record", "RecordUnreadable", "read_records", "record_files"]
