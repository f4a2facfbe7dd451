package org.carbonaware.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.carbonaware.config.YamlDocument.SyntaxException;
import org.carbonaware.files.FileFailure;
import org.yaml.snakeyaml.reader.StreamReader;

/** The bytes of a file as YAML, within limits that no configuration needs more than. */
final class ConfigFile {
  static final int MOST_BYTES = 256 * 1024;
  private static final Path NOTHING = Path.of("/dev/null");
  private static final String NOT_UTF_8 = "a byte that is not UTF-8; save the file as UTF-8";

  private ConfigFile() {}

  /**
   * Reads a file.
   *
   * @throws SyntaxException with what is wrong and where; place 0:0 means the file as such
   */
  static YamlNode read(Path file) throws SyntaxException {
    return YamlDocument.read(checked(decoded(bytes(file))));
  }

  private static byte[] bytes(Path file) throws SyntaxException {
    if (file.equals(NOTHING)) {
      return new byte[0];
    }
    try {
      // Devices and pipes may have no end, or never begin.
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw whole("is no regular file; expected a YAML file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw whole("has more than " + MOST_BYTES / 1024
              + " KiB; expected a configuration of a few lines");
        }
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw whole("is not there; expected a YAML file");
    } catch (AccessDeniedException e) {
      throw whole("may not be read by this user; expected one that may");
    } catch (IOException e) {
      throw whole("can't be read: " + FileFailure.reason(e));
    }
  }

  private static SyntaxException whole(String text) {
    return new SyntaxException(new Place(0, 0), text);
  }

  private static String decoded(byte[] bytes) throws SyntaxException {
    CharsetDecoder decoder = StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      throw new SyntaxException(endOf(text), NOT_UTF_8);
    }
    String all = text.toString();
    return all.startsWith("\ufeff") ? all.substring(1) : all;
  }

  private static String checked(String text) throws SyntaxException {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      if (!StreamReader.isPrintable(point) || point == 0x7f) {
        throw new SyntaxException(
            endOf(text.subSequence(0, i)),
            String.format("the character U+%04X, which has no place in text", point));
      }
    }
    return text;
  }

  /** The place behind a text. */
  private static Place endOf(CharSequence text) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i++) {
      boolean ends = text.charAt(i) == '\n';
      line += ends ? 1 : 0;
      column = ends ? 1 : column + (Character.isLowSurrogate(text.charAt(i)) ? 0 : 1);
    }
    return new Place(line, column);
  }
}
