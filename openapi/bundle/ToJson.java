import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Writes a YAML file as JSON: the same content in the same order, with anchors replaced. The
 * generator's own JSON sorts lists and adds types, so it would be another description.
 */
class ToJson {

  public static void main(String[] yamlAndJson) throws IOException {
    Object content =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(Path.of(yamlAndJson[0])));
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    Path json = Path.of(yamlAndJson[1]);
    Files.createDirectories(json.getParent());
    Files.writeString(json, new ObjectMapper().writer(printer).writeValueAsString(content) + "\n");
  }
}
