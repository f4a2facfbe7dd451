package org.carbonaware.config;

import java.util.List;
import org.carbonaware.grid.zones.Spelling;

/** What a YAML document holds, with the places. */
sealed interface YamlNode {
  /** Where it begins. */
  Place place();

  /** What it is, for a message that says what was expected instead. */
  String inWords();

  /** What a scalar is by YAML 1.2's core schema; what is in quotes is text. */
  enum ScalarType {
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN,
    NULL
  }

  /** A single value. */
  record Scalar(String text, ScalarType type, Place place) implements YamlNode {
    @Override
    public String inWords() {
      return switch (type) {
        case TEXT -> text.isEmpty() ? "an empty text" : Spelling.quoted(text);
        case INTEGER, NUMBER -> "the number " + Spelling.quoted(text).replace("\"", "");
        case BOOLEAN -> text;
        case NULL -> "nothing";
      };
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, Place place) implements YamlNode {
    @Override
    public String inWords() {
      return items.isEmpty() ? "an empty list" : "a list";
    }
  }

  /** Keys with values, in order; keys may be there twice. */
  record Mapping(List<Pair> entries, Place place) implements YamlNode {
    @Override
    public String inWords() {
      return "a section with keys of its own";
    }
  }

  /** A key with its value. */
  record Pair(String key, Place place, YamlNode value) {}
}
