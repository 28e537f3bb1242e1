"""The same seven checks, written with what people would use instead; one module each, all with the same function.

``python -m benchmarks.contenders NAME FILE`` prints what a contender finds as JSON: code and row of every fault.
Each is written as its documentation teaches it, and only as much as the seven checks need:

- TYP01 the amount is a text, JRN14 it is not positive
- JRN01 the voucher number is missing, JRN02 it stands in an earlier row (of another payment)
- JRN08 nobody confirmed, JRN09 who confirmed also approved
- STM10 the account is not on the sheet of accounts
"""
