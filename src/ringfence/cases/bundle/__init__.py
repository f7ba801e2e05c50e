"""The investigator's desk: a mixed bundle of files -> what each is, what the checks find in it, one finding sheet."""
