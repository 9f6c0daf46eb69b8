package io.clevertap.kafka;

import io.clevertap.CleverTap;
import io.clevertap.CleverTapBuilder;
import io.clevertap.client.api.Operation;
import io.clevertap.client.api.Region;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The options of the connector. */
final class SinkConfig extends AbstractConfig {

  static final String ACCOUNT_ID = "clevertap.account.id";
  static final String PASSCODE = "clevertap.passcode";
  static final String REGION = "clevertap.region";
  static final String BASE_URL = "clevertap.base.url";
  static final String RECORD_TYPE = "record.type";
  static final String RECORD_TYPE_FROM = "record.type.from";
  static final String USER_ID_FROM = "user.id.from";
  static final String USER_ID_KIND = "user.id.kind";
  static final String EVENT_NAME = "event.name";
  static final String EVENT_NAME_FROM = "event.name.from";
  static final String TOPIC_EVENT_NAMES = "topic.event.names";
  static final String TIMESTAMP_FROM = "timestamp.from";
  static final String FIELDS_INCLUDE = "fields.include";
  static final String FIELDS_EXCLUDE = "fields.exclude";
  static final String FIELDS_RENAME = "fields.rename";
  static final String ON_NULL_VALUES = "behavior.on.null.values";
  static final String ON_REJECTED = "behavior.on.rejected";
  static final String ON_AMBIGUOUS = "behavior.on.ambiguous";
  static final String MAX_CONCURRENT_UPLOADS = "max.concurrent.uploads";
  static final String LINGER_MS = "linger.ms";
  static final String ATTEMPT_TIMEOUT_MS = "attempt.timeout.ms";
  static final String MAX_ATTEMPTS = "max.attempts";

  /** The number of the task, which the connector adds for its log and its metrics. */
  static final String TASK = "task";

  static final String TIMESTAMP_OF_RECORD = "record";
  static final String NONE = "none";

  private static final String ACCOUNT = "Account";
  private static final String RECORDS = "Records";
  private static final String FAILURES = "Failures";
  private static final String DELIVERY = "Delivery";
  private static final List<String> REGIONS =
      Arrays.stream(Region.values()).map(Region::code).toList();

  /** What is uploaded. */
  enum RecordType {
    PROFILE,
    EVENT,
    TOKEN,
    AUTO
  }

  /** What happens to a record that has no value, or was not delivered. */
  enum Behavior {
    IGNORE,
    RETRY,
    REPORT,
    FAIL
  }

  static final ConfigDef DEFINITION =
      new Groups()
          .in(ACCOUNT)
          .required(
              ACCOUNT_ID,
              Type.STRING,
              "The account id (also called project id) of the CleverTap account.")
          .required(
              PASSCODE,
              Type.PASSWORD,
              "The passcode of the account. Use a config provider, such as ${env:CLEVERTAP_PASSCODE},"
                  + " rather than the passcode itself.")
          .option(
              REGION,
              Type.STRING,
              "",
              new OneOf(REGIONS),
              "The region of the account: " + String.join(", ", REGIONS) + ".")
          .option(
              BASE_URL,
              Type.STRING,
              "",
              null,
              "The address to upload to, in place of that of the region: for a proxy or a test.")
          .in(RECORDS)
          .option(
              RECORD_TYPE,
              Type.STRING,
              "event",
              in("profile", "event", "token", "auto"),
              "What a record becomes: profile, event, token, or auto, which reads it from"
                  + " record.type.from.")
          .option(
              RECORD_TYPE_FROM,
              Type.STRING,
              "value.type",
              Source.valid(),
              "Where a record of the type auto says what it is: value.<path>, key.<field>,"
                  + " header.<name> or topic.")
          .option(
              USER_ID_FROM,
              Type.STRING,
              "key",
              Source.valid(),
              "Where the id of the user is: key, key.<field>, value.<path> or header.<name>.")
          .option(
              USER_ID_KIND,
              Type.STRING,
              "identity",
              in("identity", "objectId", "facebookId", "googleId"),
              "What identifies the user: identity, objectId (the CleverTap id of a device),"
                  + " facebookId or googleId. The user of a token is always a CleverTap id.")
          .option(EVENT_NAME, Type.STRING, "", null, "The name of all events.")
          .option(
              EVENT_NAME_FROM,
              Type.STRING,
              "",
              Source.valid(""),
              "Where the name of an event is: value.<path>, key.<field>, header.<name> or topic.")
          .option(
              TOPIC_EVENT_NAMES,
              Type.LIST,
              "",
              new Pairs(),
              "The name of the events of each topic: orders:Charged,views:Product Viewed.")
          .option(
              TIMESTAMP_FROM,
              Type.STRING,
              TIMESTAMP_OF_RECORD,
              Source.valid(TIMESTAMP_OF_RECORD, NONE),
              "When it happened: record (the timestamp of the Kafka record), none (when CleverTap"
                  + " receives it), value.<path> or header.<name>. A number is in milliseconds, a"
                  + " text is an ISO 8601 date and time.")
          .option(
              FIELDS_INCLUDE,
              Type.LIST,
              "",
              null,
              "The fields of the value that become properties; all of them if it is empty. Fields"
                  + " that contain the type, the user, the name or the time never do.")
          .option(FIELDS_EXCLUDE, Type.LIST, "", null, "The fields that do not become properties.")
          .option(
              FIELDS_RENAME,
              Type.LIST,
              "",
              new Pairs(),
              "The names of properties that differ from those of their fields: amt:Amount.")
          .in(FAILURES)
          .option(
              ON_NULL_VALUES,
              Type.STRING,
              "ignore",
              in("ignore", "report", "fail"),
              "What to do with a record without a value (a tombstone): ignore it, report it as an"
                  + " error, or fail the task.")
          .option(
              ON_REJECTED,
              Type.STRING,
              "report",
              in("report", "fail"),
              "What to do with a record that CleverTap rejects, or that is invalid: report it as an"
                  + " error, which writes it to the dead letter queue if there is one, and fails the"
                  + " task if errors.tolerance is none; or fail the task.")
          .option(
              ON_AMBIGUOUS,
              Type.STRING,
              "retry",
              in("retry", "report", "fail"),
              "What to do with an event, or a profile with an operator, whose response was lost, so"
                  + " that CleverTap may have applied it: retry, which may apply it twice; report it"
                  + " as an error; or fail the task, after which a restart uploads it again.")
          .in(DELIVERY)
          .option(
              MAX_CONCURRENT_UPLOADS,
              Type.INT,
              Operation.UPLOAD.concurrencyLimit(),
              Range.atLeast(1),
              "How many uploads all tasks together may have in flight. The default is CleverTap's"
                  + " limit for an account; lower it to leave room for other programs.")
          .option(
              LINGER_MS,
              Type.LONG,
              1000L,
              Range.between(0, 60_000),
              "How long a batch that is not full waits for more records, in milliseconds.")
          .option(
              ATTEMPT_TIMEOUT_MS,
              Type.LONG,
              30_000L,
              Range.between(1, 600_000),
              "How long an upload may take before its response counts as lost, in milliseconds.")
          .option(
              MAX_ATTEMPTS,
              Type.INT,
              40,
              Range.atLeast(1),
              "How often a batch is uploaded after lost responses and errors of CleverTap's server"
                  + " before the task fails; 40 attempts take about five minutes. While CleverTap"
                  + " cannot be reached, or allows no more uploads, the task waits without a limit.")
          .definition;

  SinkConfig(Map<String, String> options) {
    super(DEFINITION, options, false);
    if (getString(REGION).isEmpty() == getString(BASE_URL).isEmpty()) {
      throw new ConfigException(REGION, getString(REGION), "give the region of the account");
    }
    if (recordType() == RecordType.EVENT || recordType() == RecordType.AUTO) {
      long names =
          (getString(EVENT_NAME).isEmpty() ? 0 : 1)
              + (getString(EVENT_NAME_FROM).isEmpty() ? 0 : 1)
              + (getList(TOPIC_EVENT_NAMES).isEmpty() ? 0 : 1);
      if (names != 1) {
        throw new ConfigException(
            EVENT_NAME,
            getString(EVENT_NAME),
            "give exactly one of "
                + EVENT_NAME
                + ", "
                + EVENT_NAME_FROM
                + " and "
                + TOPIC_EVENT_NAMES);
      }
    }
  }

  RecordType recordType() {
    return RecordType.valueOf(getString(RECORD_TYPE).toUpperCase(Locale.ROOT));
  }

  Behavior behavior(String option) {
    return Behavior.valueOf(getString(option).toUpperCase(Locale.ROOT));
  }

  Map<String, String> pairs(String option) {
    return Pairs.of(getList(option));
  }

  /** Returns a builder of a client of the account. */
  CleverTapBuilder client() {
    CleverTapBuilder builder =
        CleverTap.builder()
            .credentials(getString(ACCOUNT_ID), getPassword(PASSCODE).value())
            .attemptTimeout(Duration.ofMillis(getLong(ATTEMPT_TIMEOUT_MS)))
            .maxAttempts(getInt(MAX_ATTEMPTS))
            .maxConcurrentUploads(getInt(MAX_CONCURRENT_UPLOADS))
            .retryAmbiguous(behavior(ON_AMBIGUOUS) == Behavior.RETRY);
    String baseUrl = getString(BASE_URL);
    return baseUrl.isEmpty()
        ? builder.region(Region.of(getString(REGION)))
        : builder.baseUrl(baseUrl);
  }

  private static Validator in(String... values) {
    return ValidString.in(values);
  }

  /** Adds options in groups. */
  private static final class Groups {

    private final ConfigDef definition = new ConfigDef();
    private String group = "";
    private int order;

    Groups in(String name) {
      group = name;
      order = 0;
      return this;
    }

    Groups required(String name, Type type, String documentation) {
      definition.define(
          name,
          type,
          ConfigDef.NO_DEFAULT_VALUE,
          new ConfigDef.NonNullValidator(),
          Importance.HIGH,
          documentation,
          group,
          order++,
          Width.LONG,
          name);
      return this;
    }

    Groups option(
        String name, Type type, Object byDefault, Validator validator, String documentation) {
      definition.define(
          name,
          type,
          byDefault,
          validator,
          group.equals(ACCOUNT) || group.equals(RECORDS) ? Importance.HIGH : Importance.MEDIUM,
          documentation,
          group,
          order++,
          Width.MEDIUM,
          name,
          validator instanceof ConfigDef.Recommender recommender ? recommender : null);
      return this;
    }
  }

  /** One of some values, which it recommends too; or none. */
  private record OneOf(List<String> values) implements Validator, ConfigDef.Recommender {

    @Override
    public void ensureValid(String name, Object value) {
      if (!"".equals(value) && !values.contains(value)) {
        throw new ConfigException(name, value, "use one of " + String.join(", ", values));
      }
    }

    @Override
    public List<Object> validValues(String name, Map<String, Object> others) {
      return List.copyOf(values);
    }

    @Override
    public boolean visible(String name, Map<String, Object> others) {
      return true;
    }

    @Override
    public String toString() {
      return String.join(", ", values);
    }
  }

  /** Entries of the form {@code from:to}. */
  private static final class Pairs implements Validator {

    static Map<String, String> of(List<String> entries) {
      return entries.stream()
          .map(entry -> entry.split(":", 2))
          .collect(
              java.util.stream.Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip()));
    }

    @Override
    public void ensureValid(String name, Object value) {
      for (Object entry : (List<?>) value) {
        if (!entry.toString().matches("\\s*[^:]*[^:\\s][^:]*:.*\\S.*")) {
          throw new ConfigException(name, entry, "each entry has the form name:other name");
        }
      }
    }

    @Override
    public String toString() {
      return "name:other name, ...";
    }
  }
}
