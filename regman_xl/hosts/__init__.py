"""The layer of Excel: reads what the user sees, lets the application work, writes into the open workbook."""
