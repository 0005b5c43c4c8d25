//! How arrays of a fixed length are read and written, which are tuples.

use super::codec::{Decode, Encode};
use super::reader::{Items, JsonError, Reader};
use super::writer::Writer;

macro_rules! tuples {
    ($($length:literal: $($name:ident $index:tt)*;)*) => {$(
        impl<$($name: Decode),*> Decode for ($($name,)*) {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
                let mut items = reader.array()?;
                let tuple = ($(item::<$name>(&mut items, reader, $length)?,)*);
                match items.next(reader)? {
                    false => Ok(tuple),
                    true => {
                        let reason = concat!("the array has more than ", $length, " items");
                        Err(reader.error(reason))
                    }
                }
            }
        }

        impl<$($name: Encode),*> Encode for ($($name,)*) {
            fn encode(&self, writer: &mut Writer) {
                let items: &[&dyn Encode] = &[$(&self.$index),*];
                writer.array(items);
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 F 5;
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
    9: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8;
    10: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9;
    11: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10;
    12: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11;
}

fn item<T: Decode>(
    items: &mut Items,
    reader: &mut Reader<'_>,
    length: usize,
) -> Result<T, JsonError> {
    match items.next(reader)? {
        true => T::decode(reader),
        false => Err(reader.error(format!("the array has fewer than {length} items"))),
    }
}
