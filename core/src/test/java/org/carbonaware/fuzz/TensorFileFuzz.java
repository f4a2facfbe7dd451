package org.carbonaware.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.carbonaware.checkpoint.TensorFile;

/** The tensors of a checkpoint, in the form of safetensors. */
final class TensorFileFuzz {
  private TensorFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      TensorFile.read(new ByteArrayInputStream(input), input.length);
    } catch (IOException refused) {
      if (refused.getMessage() == null) {
        throw new AssertionError("a refusal that helps nobody", refused);
      }
    }
  }

  static List<byte[]> seeds() {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        + "\"b\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[8,16]}}";
    byte[] text = Scratch.text(header);
    byte[] file = new byte[8 + text.length + 16];
    file[0] = (byte) text.length;
    System.arraycopy(text, 0, file, 8, text.length);
    return List.of(file);
  }
}
