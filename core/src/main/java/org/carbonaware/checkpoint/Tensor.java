package org.carbonaware.checkpoint;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The values of an array, detached from the framework it comes from.
 *
 * @param name its name in a {@link TensorFile}; distinct there
 * @param type the type of its values, by its name in the safetensors format: {@code F32},
 *     {@code F64}, {@code F16}, {@code BF16}, {@code I64}, {@code I32}, {@code U8}, {@code BOOL}
 *     and so on
 * @param shape its dimensions, the outermost first; empty for a single value
 * @param bytes its values, little endian, the last dimension running fastest; whoever reads takes a
 *     {@link ByteBuffer#duplicate()}
 */
public record Tensor(String name, String type, List<Long> shape, ByteBuffer bytes) {
  /** Copies the shape. */
  public Tensor {
    shape = List.copyOf(shape);
  }

  /**
   * Name, type and shape, for messages.
   *
   * @return such as {@code weight F32[10, 784]}
   */
  @Override
  public String toString() {
    return name + " " + type + shape;
  }
}
