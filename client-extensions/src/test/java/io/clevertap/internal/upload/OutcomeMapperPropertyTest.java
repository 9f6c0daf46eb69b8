package io.clevertap.internal.upload;

import static io.clevertap.internal.upload.Batches.batch;
import static io.clevertap.internal.upload.Batches.response;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clevertap.Event;
import io.clevertap.Profile;
import io.clevertap.RecordOutcome;
import io.clevertap.RecordOutcome.Accepted;
import io.clevertap.RecordOutcome.Rejected;
import io.clevertap.Uploadable;
import io.clevertap.client.model.UploadResponse;
import io.clevertap.internal.record.EncodedRecord;
import io.clevertap.internal.record.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any records, any of them rejected, and the entries in any order. */
class OutcomeMapperPropertyTest {

  @Property
  void map_anySubsetByNumber_rejectsExactlyThatSubset(
      @ForAll("records") List<Uploadable> records, @ForAll Random random) {
    List<EncodedRecord> batch = batch(records);
    List<Integer> chosen = anySubset(batch, random);

    List<RecordOutcome> outcomes =
        OutcomeMapper.map(
            batch, rejecting(batch, chosen, index -> random.nextBoolean(), true), true);

    assertOneOutcomeEach(records, outcomes);
    assertThat(rejected(outcomes)).isEqualTo(Set.copyOf(chosen));
    assertThat(outcomes)
        .filteredOn(Accepted.class::isInstance)
        .hasSize(records.size() - chosen.size());
    chosen.forEach(
        index -> assertThat(((Rejected) outcomes.get(index)).code()).isEqualTo(1000 + index));
  }

  @Property
  void map_anySubsetByContent_rejectsThoseRecordsOrTheirEquals(
      @ForAll("records") List<Uploadable> records, @ForAll Random random) {
    List<EncodedRecord> batch = batch(records);
    List<Integer> chosen = anySubset(batch, random);

    List<RecordOutcome> outcomes =
        OutcomeMapper.map(batch, rejecting(batch, chosen, index -> true, false), true);

    assertOneOutcomeEach(records, outcomes);
    assertThat(contents(batch, rejected(outcomes))).isEqualTo(contents(batch, chosen));
    assertThat(outcomes)
        .filteredOn(Accepted.class::isInstance)
        .hasSize(records.size() - chosen.size());
  }

  @Property
  void map_someEntriesWithNeitherNumberNorEcho_acceptsNothing(
      @ForAll("records") List<Uploadable> records, @ForAll Random random) {
    List<EncodedRecord> batch = batch(records);
    List<Integer> chosen = anySubset(batch, random);
    UploadResponse response = rejecting(batch, chosen, index -> random.nextBoolean(), false);
    boolean lost = response.getUnprocessed().stream().anyMatch(entry -> entry.getRecord() == null);

    List<RecordOutcome> outcomes = OutcomeMapper.map(batch, response, true);

    assertOneOutcomeEach(records, outcomes);
    assertThat(outcomes.stream().anyMatch(Accepted.class::isInstance))
        .isEqualTo(!lost && chosen.size() < records.size());
  }

  @Property
  void map_echoesWithAnyNumbersAndRepeated_neverContradictsAnEcho(
      @ForAll("records") List<Uploadable> records, @ForAll Random random) {
    List<EncodedRecord> batch = batch(records);
    List<Integer> chosen = anySubset(batch, random);
    ObjectNode response = Json.MAPPER.createObjectNode();
    response.put("status", "partial").withArray("unprocessed");
    for (int index : chosen) {
      for (int times = random.nextInt(3); times >= 0; times--) {
        ObjectNode entry = response.withArray("unprocessed").addObject();
        entry.put("error", "Skipped record number : " + random.nextInt(records.size() + 2));
        entry.set("record", Json.tree(batch.get(index).json()));
      }
    }

    List<RecordOutcome> outcomes = OutcomeMapper.map(batch, response(response.toString()), true);

    assertOneOutcomeEach(records, outcomes);
    List<String> echoed = contents(batch, chosen);
    assertThat(echoed).containsAll(contents(batch, rejected(outcomes)));
    for (int i = 0; i < batch.size(); i++) {
      boolean alone = Collections.frequency(contents(batch, all(batch)), content(batch, i)) == 1;
      if (alone && echoed.contains(content(batch, i))) {
        assertThat(outcomes.get(i)).isInstanceOf(Rejected.class);
      }
    }
  }

  @Property
  void map_fewerProcessedThanSent_acceptsNothing(
      @ForAll("records") List<Uploadable> records, @ForAll Random random) {
    List<EncodedRecord> batch = batch(records);
    List<Integer> chosen = anySubset(batch, random);
    int accepted = records.size() - chosen.size();
    UploadResponse response = rejecting(batch, chosen, index -> random.nextBoolean(), true);
    response.setProcessed(random.nextInt(accepted + 1));

    List<RecordOutcome> outcomes = OutcomeMapper.map(batch, response, true);

    assertThat(outcomes)
        .filteredOn(Accepted.class::isInstance)
        .hasSize(response.getProcessed() == accepted ? accepted : 0);
    assertThat(rejected(outcomes)).isEqualTo(Set.copyOf(chosen));
  }

  @Provide
  Arbitrary<List<Uploadable>> records() {
    Arbitrary<String> users = Arbitraries.of("ann", "bob", "+14155551234", "7");
    Arbitrary<Uploadable> profiles =
        Combinators.combine(users, Arbitraries.of("x", "+1", "1", "true"))
            .as((user, value) -> Profile.ofIdentity(user).set("Tier", value));
    Arbitrary<Uploadable> largerProfiles =
        Combinators.combine(users, Arbitraries.of("x", "y"), Arbitraries.integers().between(0, 2))
            .as((user, value, age) -> Profile.ofIdentity(user).set("Tier", value).age(age));
    Arbitrary<Uploadable> events =
        Combinators.combine(users, Arbitraries.of("Seen", "Bought"), Arbitraries.of(1, 2.5))
            .as((user, name, price) -> Event.named(name).identity(user).set("Price", price));
    return Arbitraries.oneOf(profiles, largerProfiles, events).list().ofMinSize(1).ofMaxSize(12);
  }

  private static List<Integer> anySubset(List<EncodedRecord> batch, Random random) {
    List<Integer> subset = new ArrayList<>();
    IntStream.range(0, batch.size()).filter(i -> random.nextBoolean()).forEach(subset::add);
    Collections.shuffle(subset, random);
    return subset;
  }

  private static UploadResponse rejecting(
      List<EncodedRecord> batch, List<Integer> chosen, IntPredicate echoed, boolean numbered) {
    ObjectNode response = Json.MAPPER.createObjectNode();
    response.put("status", chosen.isEmpty() ? "success" : "partial");
    chosen.forEach(
        index -> {
          ObjectNode entry = response.withArray("unprocessed").addObject();
          entry.put("code", 1000 + index);
          entry.put(
              "error", "Not valid." + (numbered ? "Skipped record number : " + (index + 1) : ""));
          if (echoed.test(index)) {
            entry.set("record", Json.tree(batch.get(index).json()));
          }
        });
    response.withArray("unprocessed");
    return response(response.toString());
  }

  private static void assertOneOutcomeEach(List<Uploadable> records, List<RecordOutcome> outcomes) {
    assertThat(outcomes).extracting(RecordOutcome::record).isEqualTo(records);
  }

  private static Set<Integer> rejected(List<RecordOutcome> outcomes) {
    return IntStream.range(0, outcomes.size())
        .filter(index -> outcomes.get(index) instanceof Rejected)
        .boxed()
        .collect(Collectors.toSet());
  }

  private static List<String> contents(List<EncodedRecord> batch, Collection<Integer> indexes) {
    return indexes.stream().map(index -> content(batch, index)).sorted().toList();
  }

  private static String content(List<EncodedRecord> batch, int index) {
    return Json.tree(batch.get(index).json()).toString();
  }

  private static List<Integer> all(List<EncodedRecord> batch) {
    return IntStream.range(0, batch.size()).boxed().toList();
  }
}
