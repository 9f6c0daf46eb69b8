package io.clevertap.cli;

import io.clevertap.client.model.EventSummary;
import io.clevertap.client.model.PlatformInfo;
import io.clevertap.client.model.ProfileProperties;
import io.clevertap.client.model.UserProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Formats a profile for people. */
final class ProfileText {

  private static final Pattern DATE =
      Pattern.compile(Pattern.quote(ProfileProperties.DATE_PREFIX) + "-?\\d{1,11}");

  private final List<String> lines = new ArrayList<>();

  private ProfileText() {}

  static String of(UserProfile profile) {
    ProfileText text = new ProfileText();
    text.line("identity", profile.getIdentity());
    text.line("name", profile.getName());
    text.line("email", profile.getEmail());
    text.line("phone", profile.getPhone());
    if (profile.getAllIdentities() != null) {
      text.line("identities", String.join(", ", profile.getAllIdentities()));
    }
    if (profile.getProfileData() != null) {
      text.lines.add("properties");
      profile.getProfileData().forEach((key, value) -> text.line("  " + key, plain(value)));
    }
    if (profile.getEvents() != null) {
      text.lines.add("events");
      profile.getEvents().forEach((name, event) -> text.line("  " + name, event(event)));
    }
    if (profile.getPlatformInfo() != null) {
      text.lines.add("devices");
      profile
          .getPlatformInfo()
          .forEach(device -> text.line("  " + device.getPlatform(), device(device)));
    }
    return String.join(System.lineSeparator(), text.lines);
  }

  private void line(String label, @Nullable Object value) {
    if (value != null) {
      lines.add(SafeText.line("%-22s %s".formatted(label, value)));
    }
  }

  /** Returns a date as people write it; CleverTap's form is a prefix and seconds. */
  private static @Nullable Object plain(@Nullable Object value) {
    boolean isDate = value instanceof String text && DATE.matcher(text).matches();
    return isDate
        ? time(Long.valueOf(value.toString().substring(ProfileProperties.DATE_PREFIX.length())))
        : value;
  }

  private static String event(EventSummary event) {
    return "%s times, first %s, last %s"
        .formatted(event.getCount(), time(event.getFirstSeen()), time(event.getLastSeen()));
  }

  private static String device(PlatformInfo device) {
    return Stream.of(
            device.getMake(), device.getModel(), device.getOsVersion(), device.getObjectId())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  private static String time(@Nullable Long seconds) {
    return seconds == null ? "unknown" : Instant.ofEpochSecond(seconds).toString();
  }
}
