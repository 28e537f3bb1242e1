"""The module that xlwings loads for Excel functions; this version brings none yet."""
