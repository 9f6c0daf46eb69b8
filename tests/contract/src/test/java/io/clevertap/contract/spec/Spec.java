package io.clevertap.contract.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The API description as a JSON tree, with its references unresolved. */
public final class Spec {

  /** The directory of the API description and its tools. */
  public static final Path DIRECTORY = directory();

  /** The API description of this working copy. */
  public static final Path FILE = DIRECTORY.resolve("clevertap.yaml");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode root;

  /** Wraps a description, such as a changed copy of the real one. */
  public Spec(ObjectNode root) {
    this.root = root;
  }

  /** Returns the whole description. */
  public ObjectNode root() {
    return root;
  }

  /** Reads the API description. */
  public static Spec load() {
    try (InputStream yaml = Files.newInputStream(FILE)) {
      return new Spec(
          JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the operations, in their order in the description. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
      for (String method : path.getValue().propertyStream().map(Map.Entry::getKey).toList()) {
        JsonPointer pointer =
            JsonPointer.empty().appendProperty("paths").appendProperty(path.getKey());
        operations.add(new Operation(this, method, path.getKey(), pointer.appendProperty(method)));
      }
    }
    return operations;
  }

  /** Returns the node at a location, or the node to which a reference at the location points. */
  public JsonNode at(JsonPointer place) {
    return root.at(resolve(place));
  }

  /** Follows the reference at a location, if there is one. */
  public JsonPointer resolve(JsonPointer place) {
    JsonNode reference = root.at(place).path("$ref");
    return reference.isMissingNode()
        ? place
        : resolve(JsonPointer.compile(reference.asText().substring(1)));
  }

  private static Path directory() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("openapi/clevertap.yaml"))) {
        return folder.resolve("openapi");
      }
    }
    throw new IllegalStateException("No openapi/clevertap.yaml in this directory or above it");
  }
}
