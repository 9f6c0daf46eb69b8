# CleverTap expects true and false in a query, and not 1 and 0. Guzzle's client reads this from the default configuration alone.
replace lib/Configuration.php \
  'booleanFormatForQueryString = self::BOOLEAN_FORMAT_INT' 'booleanFormatForQueryString = self::BOOLEAN_FORMAT_STRING'
