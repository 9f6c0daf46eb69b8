package io.clevertap.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rows are read without a loss, or not at all. */
class CsvSourceTest {

  private static final List<String> HEADER =
      List.of("id", "Note", "Age", "Employed", "Married", "Education", "MSG-sms", "Gender");

  @Property(tries = 1000)
  void read_anyRow_hasTheSameValuesOrIsBad(@ForAll("rows") List<List<String>> rows)
      throws Exception {
    CsvSource source = source(rows, true);

    for (List<String> row : rows) {
      InputRecord read = source.next();
      if (read.problem() == null) {
        assertThat(RecordJson.MAPPER.<ObjectNode>valueToTree(read.record())).isEqualTo(record(row));
      } else {
        assertThat(read.problem().column()).isBetween(1, HEADER.size());
      }
    }
    assertThat(source.hasNext()).isFalse();
  }

  @Property(tries = 300)
  void read_valuesWithoutAType_areKept(@ForAll("rows") List<List<String>> rows) throws Exception {
    List<List<String>> notes = rows.stream().map(row -> row.subList(0, 2)).toList();
    CsvSource source = source(notes, false);

    for (List<String> row : notes) {
      InputRecord read = source.next();
      if (row.get(0).isEmpty()) {
        assertThat(read.problem()).hasMessage("the value of id is empty");
      } else {
        assertThat(RecordJson.MAPPER.<ObjectNode>valueToTree(read.toRecord()))
            .isEqualTo(record(row));
      }
    }
  }

  @Provide
  Arbitrary<List<List<String>>> rows() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars('"', ',', '\r', '\n', ' ', 'a', '\t', '\\', '#', '\u009b', '\u20ac')
            .ofMaxLength(6);
    Arbitrary<String> values =
        Arbitraries.oneOf(text, Arbitraries.of("", "0", "1", "true", "Y", "Graduate", "M"));
    return values.list().ofSize(HEADER.size()).list().ofMinSize(1).ofMaxSize(4);
  }

  private static CsvSource source(List<List<String>> rows, boolean whole) throws IOException {
    List<List<String>> all = new ArrayList<>(List.of(whole ? HEADER : HEADER.subList(0, 2)));
    all.addAll(rows);
    String csv =
        all.stream()
            .map(row -> row.stream().map(CsvSourceTest::quoted).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\r\n", "", "\r\n"));
    CsvOptions options = new CsvOptions();
    options.type = CsvOptions.Type.PROFILE;
    options.identity = "id";
    return new CsvSource(new Lines(new ByteArrayInputStream(csv.getBytes(UTF_8))), options);
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\"", "\"\"") + "\"";
  }

  private static ObjectNode record(List<String> row) {
    ObjectNode record = RecordJson.MAPPER.createObjectNode();
    record.put("type", "profile").put("identity", row.get(0));
    ObjectNode properties = record.putObject("profileData");
    for (int i = 1; i < row.size(); i++) {
      if (!row.get(i).isEmpty()) {
        properties.put(HEADER.get(i), row.get(i));
      }
    }
    return record;
  }
}
