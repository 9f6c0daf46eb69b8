package io.clevertap.contract.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.util.List;

/** Checks values against schemas of the API description, independently of the mock server. */
public final class SchemaValidator {

  /**
   * Ignores the discriminator, which is a hint for generators, because mock servers ignore it too.
   */
  private static final Dialect OPENAPI =
      Dialect.builder(Dialects.getOpenApi30())
          .keywords(keywords -> keywords.remove("discriminator"))
          .build();

  private final Schema schema;

  private SchemaValidator(Spec spec, ObjectNode schema) {
    // References point to "#/components/...", so the schema needs the components.
    schema.set("components", spec.root().get("components"));
    this.schema = SchemaRegistry.withDialect(OPENAPI).getSchema(schema);
  }

  /** Creates a validator for the schema at a location. */
  public static SchemaValidator of(Spec spec, JsonPointer place) {
    return new SchemaValidator(spec, spec.at(place).deepCopy());
  }

  /** Creates a validator for the {@link Request#content() content} of an operation's requests. */
  public static SchemaValidator ofRequests(Operation operation) {
    Spec spec = operation.spec();
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ObjectNode properties = schema.putObject("properties");
    ObjectNode query = properties.putObject("query").putObject("properties");
    operation.parameters().forEach((name, place) -> query.set(name, spec.at(place)));
    JsonNode body = spec.at(operation.body());
    if (!body.isMissingNode()) {
      properties.set("body", spec.root().at(operation.bodySchema()));
    }
    if (body.path("required").asBoolean()) {
      schema.putArray("required").add("body");
    }
    return new SchemaValidator(spec, schema);
  }

  /** Returns the violations of a value; empty if it is valid. */
  public List<String> violations(JsonNode value) {
    return schema.validate(value).stream().map(Error::toString).toList();
  }
}
