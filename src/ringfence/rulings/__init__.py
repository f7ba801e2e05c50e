"""Published outcomes as data, and the judge that runs the law over them: a file of cases in, assessments out."""
