"""What a run leaves: the record hour by hour, outcomes, the chronicle, the ledger, the folder.

`recorder` copies fields as the run goes, `willing` finds the person by whom the terms of N are told,
`outcomes` and `chronicle` read a finished record, `summary` joins runs and recorded figures, `ledger`
says what was imposed, fitted and predicted, and `folder` writes and opens run directories.
"""
