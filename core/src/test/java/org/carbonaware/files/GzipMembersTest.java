package org.carbonaware.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipMembersTest {
  private static byte[] member(String content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static String unpacked(ByteArrayOutputStream packed) throws IOException {
    try (InputStream in = new GzipMembers(new ByteArrayInputStream(packed.toByteArray()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void membersFollowEachOther() throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    StringBuilder content = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      String part = "line\n".repeat(random.nextInt(3) * random.nextInt(4000));
      packed.write(member(part));
      content.append(part);
    }
    assertThat(unpacked(packed)).isEqualTo(content.toString());
  }

  @Test
  void aThousandEmptyOnesInARowAreTooMany() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(member("begin "));
    for (int i = 0; i < 999; i++) {
      packed.write(member(""));
    }
    ByteArrayOutputStream sound = new ByteArrayOutputStream();
    sound.write(packed.toByteArray());
    sound.write(member("end"));
    assertThat(unpacked(sound)).isEqualTo("begin end");
    packed.write(member(""));
    packed.write(member(""));
    assertThatThrownBy(() -> unpacked(packed))
        .isInstanceOf(ZipException.class)
        .hasMessage("more than 1000 empty members");
  }

  @Test
  void aSmallFileOfThemDoesNotExhaustTheStack() throws IOException {
    byte[] empty = member("");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int i = 0; i < 100_000; i++) {
      packed.write(empty);
    }
    assertThatThrownBy(() -> unpacked(packed)).isInstanceOf(ZipException.class);
  }
}
