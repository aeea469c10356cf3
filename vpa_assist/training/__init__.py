"""Training: scenarios that unfold, records to compare, marks, results, and scenarios that trainers write themselves.

Pure: no store, no window, no clock. A scenario is data (`forms/training/*.toml`, or one shared file); its records are
referral documents of kind `training`, which can never be sent.

| module | what it gives |
| --- | --- |
| `scenario` | the frozen model of a scenario; `from_table(table, name)` reads and cross-checks one |
| `records` | the weak and the strong record of a scenario as `Referral`s |
| `library` | the scenarios of a form pack: cards for the list, one scenario, every fault |
| `unfold` | what a trainee has looked at and asked, and what that shows |
| `attempts` | a trainee's record against the strong one, by AWARE part; cold against guided |
| `marking` | spot the gap: a trainee's marks against the trainer's |
| `results` | what stays on the machine: pseudonymous results and the class summary |
| `authoring` | a scenario from a document with every name replaced, and the search for what is left |
| `sharing` | a scenario as one file, and the reading of files from elsewhere |
"""
