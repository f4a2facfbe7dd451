package org.carbonaware.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;

/**
 * The values of an array, copied out of the engine to where the garbage collector sees them.
 *
 * @param name its name in a file
 * @param type the type of its values
 * @param shape its shape
 * @param bytes its values, little endian, off the heap; never changed
 */
record Tensor(String name, DataType type, Shape shape, ByteBuffer bytes) {
  private static final NDIndex EVERYTHING = new NDIndex("...");

  /**
   * Copies an array; waits for the device it is on.
   *
   * @throws IllegalArgumentException if it has more than 2 GiB
   */
  static Tensor copyOf(String name, NDArray array) {
    if (array.getDevice().equals(Device.cpu())) {
      return copyOfHost(name, array);
    }
    try (NDArray onHost = array.toDevice(Device.cpu(), true)) {
      return copyOfHost(name, onHost);
    }
  }

  private static Tensor copyOfHost(String name, NDArray array) {
    long size = array.size() * array.getDataType().getNumOfBytes();
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("array " + name + " has " + size
          + " bytes: up to 2 GiB can be saved; split the layer it belongs to");
    }
    ByteBuffer copy = ByteBuffer.allocateDirect((int) size);
    try (NDManager views = array.getManager().newSubManager()) {
      NDArray view = array.flatten(); // one that is not contiguous is copied by this
      view.attach(views);
      copy.put(view.toByteBuffer(true));
    }
    return new Tensor(name, array.getDataType(), array.getShape(), copy.flip());
  }

  /** Whether an array could take these values. */
  boolean fits(NDArray array) {
    return shape.equals(array.getShape()) && type == array.getDataType();
  }

  /** As an array of its own; the manager is one of the CPU. */
  NDArray toArray(NDManager manager, Device device) {
    // DJL makes an array that shares the buffer's memory, however that is aligned.
    try (NDArray shared = manager.create(bytes.duplicate(), shape, type)) {
      return device.equals(Device.cpu()) ? shared.duplicate() : shared.toDevice(device, true);
    }
  }

  /** Puts the values into an array that exists, in its own memory. */
  void copyTo(NDArray array) {
    try (NDManager manager = array.getManager().newSubManager(Device.cpu())) {
      // Not NDArray.copyTo, which makes the array share the memory of a buffer.
      array.set(EVERYTHING, toArray(manager, array.getDevice()));
    }
  }

  @Override
  public String toString() {
    return name + " " + type + shape;
  }
}
