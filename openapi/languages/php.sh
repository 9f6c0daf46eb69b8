# CleverTap expects true and false in a query, and not 1 and 0. Guzzle's client reads this from the default configuration alone.
replace lib/Configuration.php \
  'booleanFormatForQueryString = self::BOOLEAN_FORMAT_INT' 'booleanFormatForQueryString = self::BOOLEAN_FORMAT_STRING'

# A model refuses unknown fields.
for model in $(grep --files-with-matches 'private function setIfExists' lib/Model/*.php); do
  replace "$model" 'public function __construct(?array $data = null)
    {' 'public function __construct(?array $data = null)
    {
        \CleverTap\Values::refuseUnknown(self::class, $data ?? [], self::$setters);'
done

# Dates are sent in CleverTap's form, properties that are empty as an object; what JSON cannot represent is refused.
replace lib/ObjectSerializer.php 'if (is_scalar($data) || null === $data) {
            return $data;
        }

        if ($data instanceof \DateTime) {
            return ($format === '"'date'"') ? $data->format('"'Y-m-d'"') : $data->format(self::$dateTimeFormat);
        }' 'if (is_scalar($data)) {
            return $data;
        }

        if ($data === null || is_object($data) && !($data instanceof \DateTimeInterface || $data instanceof ModelInterface || $data instanceof \stdClass)) {
            Values::refuse($data);
        }

        if ($data instanceof \DateTimeInterface) {
            return Values::date($data);
        }'
replace lib/ObjectSerializer.php '= self::sanitizeForSerialization($value, $openAPIType, $formats[$property])' \
  '= $openAPIType === '"'array'"' && $value === [] ? new \stdClass() : self::sanitizeForSerialization($value, $openAPIType, $formats[$property])'

# Redirects are not followed: another host would get the credentials.
replace lib/Api/CleverTapApi.php '$client ?: new Client()' '$client ?: new Client(['"'allow_redirects'"' => false])'
