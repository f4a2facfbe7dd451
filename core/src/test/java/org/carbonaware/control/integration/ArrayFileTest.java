package org.carbonaware.control.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.carbonaware.checkpoint.Checkpoint;
import org.carbonaware.checkpoint.CheckpointException;
import org.carbonaware.checkpoint.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An array comes back bit for bit, or the message says how it differs. */
class ArrayFileTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1 << 20, (1 << 20) + 1, 3_000_000})
  void comesBackBitForBit(int bytes) {
    byte[] values = new byte[bytes];
    new SplittableRandom(42).nextBytes(values);
    Checkpoint checkpoint = checkpoint(out -> {
      DataOutputStream data = ArrayFile.begin(out, "INT8", bytes);
      ArrayFile.copy(ByteBuffer.wrap(values), data);
    });

    assertThat(read(checkpoint, "INT8", bytes)).isEqualTo(values);
  }

  @Test
  void namesTheDifference() {
    Checkpoint checkpoint = checkpoint(out -> {
      DataOutputStream data = ArrayFile.begin(out, "INT8", 3);
      ArrayFile.copy(ByteBuffer.allocate(3), data);
    });
    assertThatThrownBy(() -> read(checkpoint, "FLOAT", 3))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("checkpoint memory, checkpoint 1 can't be loaded: a.bin has type INT8,"
            + " expected FLOAT; use another checkpoint directory");
    assertThatThrownBy(() -> read(checkpoint, "INT8", 4))
        .hasMessageContaining("a.bin has length 3, expected 4");
  }

  @Test
  void refusesTheOtherByteOrder() {
    String other = (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
            ? ByteOrder.LITTLE_ENDIAN
            : ByteOrder.BIG_ENDIAN)
        .toString();
    Checkpoint checkpoint = checkpoint(out -> {
      DataOutputStream data = new DataOutputStream(out);
      data.writeUTF("carbon-aware-array/1");
      data.writeUTF("INT8");
      data.writeUTF(other);
      data.writeLong(1);
      data.writeByte(7);
      data.flush();
    });
    assertThatThrownBy(() -> read(checkpoint, "INT8", 1))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(
            "a.bin has byte order " + other + ", expected " + ByteOrder.nativeOrder());
  }

  @Test
  void refusesWhatIsNoArrayOrCutOff() {
    assertThatThrownBy(() -> read(checkpoint(out -> out.write(new byte[] {0, 2, 'n', 'o'})), "", 0))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a.bin has format no, expected carbon-aware-array/1");
    Checkpoint cut = checkpoint(out -> {
      DataOutputStream data = ArrayFile.begin(out, "INT8", 5);
      ArrayFile.copy(ByteBuffer.allocate(3), data);
    });
    assertThatThrownBy(() -> read(cut, "INT8", 5))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a.bin can't be read");
  }

  private static byte[] read(Checkpoint checkpoint, String type, int bytes) {
    return ArrayFile.read(checkpoint, "a.bin", type, bytes, in -> {
      byte[] values = new byte[bytes];
      ArrayFile.copy(in, ByteBuffer.wrap(values));
      return values;
    });
  }

  private static Checkpoint checkpoint(Snapshot.Content content) {
    return DataPositionTest.checkpoint(new Snapshot(
        ListedTraining.IDENTITY, Map.of(), List.of(new Snapshot.File("a.bin", content))));
  }
}
