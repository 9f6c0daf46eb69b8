package io.clevertap.internal.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clevertap.client.model.EventProperties;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.PropertyOperator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts the values that a caller sets into the API's, and stores them in a record. */
public final class PropertyValues {

  private static final Set<Class<?>> PLAIN_TYPES =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          PropertyOperator.class);

  /** Rejects a fraction for an integer instead of truncating it. */
  private static final JsonMapper STRICT =
      Json.MAPPER.rebuild().disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).build();

  static final Set<String> PROFILE_KEYS = Json.declaredKeys(ProfileProperties.class);
  static final Set<String> EVENT_KEYS = Json.declaredKeys(EventProperties.class);

  private PropertyValues() {}

  public static void set(ProfileProperties properties, String key, @Nullable Object value) {
    set(properties, PROFILE_KEYS, properties::putAdditionalProperty, key, value);
  }

  public static void set(EventProperties properties, String key, @Nullable Object value) {
    set(properties, EVENT_KEYS, properties::putAdditionalProperty, key, value);
  }

  private static void set(
      Object properties,
      Set<String> declared,
      BiConsumer<String, Object> additional,
      String key,
      @Nullable Object value) {
    if (declared.contains(Objects.requireNonNull(key, "key"))) {
      setDeclared(properties, key, value);
    } else {
      additional.accept(key, value(key, value));
    }
  }

  /**
   * Converts the properties of an item of a purchase.
   *
   * @throws IllegalArgumentException when a value is null, nested or of an unsupported type
   */
  public static Map<String, Object> item(Map<String, ?> item) {
    Map<String, Object> values = nested("the item", item, 0);
    values.forEach(
        (key, value) -> {
          if (value instanceof Collection || value instanceof Map) {
            throw new IllegalArgumentException(
                key + " is a collection or a map, which an item of a purchase cannot contain");
          }
        });
    return values;
  }

  /** Converts the amount of an operator. */
  public static BigDecimal amount(String key, Number amount) {
    return new BigDecimal(value(key, amount).toString());
  }

  /**
   * Combines two changes of a property, because a record can contain only one.
   *
   * @param before the record's value of the property; null if there is none
   * @throws IllegalArgumentException when the earlier value is not the same operator
   */
  public static PropertyOperator combined(
      String key, @Nullable Object before, PropertyOperator operator) {
    if (before == null) {
      return operator;
    }
    PropertyOperator both = new PropertyOperator();
    if (before instanceof PropertyOperator earlier) {
      both.add(combined(earlier.getAdd(), operator.getAdd(), PropertyValues::concatenated));
      both.remove(
          combined(earlier.getRemove(), operator.getRemove(), PropertyValues::concatenated));
      both.increase(combined(earlier.getIncrease(), operator.getIncrease(), BigDecimal::add));
      both.decrease(combined(earlier.getDecrease(), operator.getDecrease(), BigDecimal::add));
    }
    if (both.equals(new PropertyOperator())) {
      throw new IllegalArgumentException(
          key + " is already changed in this record in another way; use a second record");
    }
    return both;
  }

  private static <T> @Nullable T combined(
      @Nullable T one, @Nullable T other, BinaryOperator<T> both) {
    return one == null || other == null ? null : both.apply(one, other);
  }

  private static <T> List<T> concatenated(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** Converts a day to the API's form of a date, at midnight UTC. */
  public static String date(LocalDate day) {
    return date(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Returns the keys of the properties that have a value. */
  public static List<String> keys(Object properties) {
    List<String> keys = new ArrayList<>();
    Json.MAPPER.valueToTree(properties).fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static String date(Instant time) {
    return ProfileProperties.DATE_PREFIX + time.getEpochSecond();
  }

  private static Object value(String key, @Nullable Object value) {
    return value(key, value, 0);
  }

  private static Object value(String key, @Nullable Object value, int depth) {
    if (depth > Json.MAX_DEPTH) {
      throw new IllegalArgumentException(
          key + " is nested in more than " + Json.MAX_DEPTH + " collections and maps");
    }
    if (!Json.isFinite(value)) {
      throw new IllegalArgumentException(key + " is NaN or infinite; JSON cannot represent it");
    }
    if (value != null && PLAIN_TYPES.contains(value.getClass())) {
      return value;
    }
    if (value instanceof Instant time) {
      return date(time);
    }
    if (value instanceof OffsetDateTime time) {
      return date(time.toInstant());
    }
    if (value instanceof ZonedDateTime time) {
      return date(time.toInstant());
    }
    if (value != null && value.getClass() == Date.class) { // a java.sql.Date has no time of day
      return date(((Date) value).toInstant());
    }
    if (value instanceof UUID id) {
      return id.toString();
    }
    if (value instanceof LocalDate day) {
      return date(day);
    }
    if (value instanceof Collection<?> elements) {
      return elements.stream().map(element -> value(key, element, depth + 1)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      return nested(key, map, depth + 1);
    }
    if (value == null) {
      throw new IllegalArgumentException(key + " is null; leave out a property without a value");
    }
    throw new IllegalArgumentException(
        "%s is a %s; %s".formatted(key, value.getClass().getName(), advice(value)));
  }

  private static String advice(Object value) {
    if (value instanceof LocalDateTime) {
      return "use atZone, which states the time zone";
    }
    if (value instanceof Enum<?>) {
      return "use the text that CleverTap should store, such as name()";
    }
    return "use a String, a number, a Boolean, an Instant, a LocalDate, a Collection or a Map";
  }

  private static Map<String, Object> nested(String key, Map<?, ?> values, int depth) {
    Map<String, Object> result = new LinkedHashMap<>();
    values.forEach(
        (inner, value) -> {
          if (inner == null) {
            throw new IllegalArgumentException(key + " contains a null key");
          }
          result.put(inner.toString(), value(inner.toString(), value, depth));
        });
    return result;
  }

  private static void setDeclared(Object properties, String key, @Nullable Object value) {
    Object plain = isOwnConstant(value) ? value.toString() : value(key, value);
    Map<String, Object> property = Map.of(key, plain);
    try {
      Object tried = STRICT.convertValue(property, properties.getClass());
      if (Json.MAPPER.valueToTree(tried).hasNonNull(key)) {
        STRICT.updateValue(properties, property);
        return;
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // not kept as a cause: its message repeats the value
    }
    String problem =
        "%s is a system property of CleverTap and does not accept a value of type %s; use its own"
            + " method, such as Profile.gender(...) for Gender";
    throw new IllegalArgumentException(problem.formatted(key, plain.getClass().getSimpleName()));
  }

  /** Returns whether a value is one of the API's constants, whose toString is its JSON. */
  private static boolean isOwnConstant(@Nullable Object value) {
    return value instanceof Enum<?> constant
        && constant.getDeclaringClass().getPackage() == ProfileProperties.class.getPackage();
  }
}
