"""What a run leaves on disk, and the one reader of it.

directory, writing      a job's directory, written beside and then renamed
folder, result          run directories, and one opened for reading; `travelling` between processes
store, kept, lazily     `run.zarr`: written, read, and as xarray has it; `reading` says what is damaged
sheets, packs           what each run puts into the statistics; `quantiles`, `statistics` over runs
table, summary, ledger  `members.csv`, `summary.json`, what was imposed, fitted and predicted
why                     what moved people at a place
drawing, shown          plots beside results, and how the view is reached from here
"""
