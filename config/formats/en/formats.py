"""How dates are written: “March 14, 2029” in sentences, “Mar 14, 2029” in tables."""

DATE_FORMAT = "F j, Y"
SHORT_DATE_FORMAT = "M j, Y"
TIME_FORMAT = "g:i A"
DATETIME_FORMAT = "F j, Y, g:i A"
SHORT_DATETIME_FORMAT = "M j, Y, g:i A"
DATE_INPUT_FORMATS = ["%Y-%m-%d"]
