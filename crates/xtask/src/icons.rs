//! web/icon.svg as PNG, for those who install the page. Drawn by distance: four shapes are no reason for a renderer.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

type Point = (f32, f32);

const INDIGO: [f32; 3] = [67.0, 56.0, 202.0];
const WHITE: [f32; 3] = [255.0, 255.0, 255.0];

/// The square icon, `size` pixels wide, with room around the sign for masks of any form.
pub(crate) fn png(size: u16) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..size {
        // Each row begins with its filter: none.
        rows.push(0);
        for x in 0..size {
            rows.extend(pixel(f32::from(x), f32::from(y), f32::from(size)));
        }
    }
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let side = u32::from(size).to_be_bytes();
    // 8 bits each of red, green and blue.
    chunk(&mut bytes, *b"IHDR", &[&side[..], &side[..], &[8, 2, 0, 0, 0]].concat());
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    // A vector takes whatever is written to it.
    let _ = packed.write_all(&rows);
    chunk(&mut bytes, *b"IDAT", &packed.finish().unwrap_or_default());
    chunk(&mut bytes, *b"IEND", &[]);
    bytes
}

fn chunk(bytes: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    bytes.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    let mut sum = flate2::Crc::new();
    sum.update(&name);
    sum.update(data);
    bytes.extend(name);
    bytes.extend(data);
    bytes.extend(sum.sum().to_be_bytes());
}

/// The colour in the middle of a pixel, mixed where an edge goes through it.
fn pixel(x: f32, y: f32, size: f32) -> [u8; 3] {
    // The drawing is 32 units wide; a quarter is added around it.
    let unit = 40.0 / size;
    let at = ((x + 0.5) * unit - 4.0, (y + 0.5) * unit - 4.0);
    let mut colour = INDIGO;
    for (distance, ink) in [(shackle(at), WHITE), (body(at), WHITE), (tick(at), INDIGO)] {
        let cover = (0.5 - distance / unit).clamp(0.0, 1.0);
        for (part, ink) in colour.iter_mut().zip(ink) {
            *part += (ink - *part) * cover;
        }
    }
    colour.map(|part| part.round() as u8)
}

/// `M9 15V9a7 7 0 0 1 13-3.6`, 3 wide.
fn shackle(at: Point) -> f32 {
    let centre = (16.0, 9.0);
    let (dx, dy) = (at.0 - centre.0, at.1 - centre.1);
    // The arc goes from the left over the top to this point.
    let end = (22.0, 5.4);
    let is_on_arc = dy <= 0.0 && dx * (end.1 - centre.1) - dy * (end.0 - centre.0) >= 0.0;
    let arc =
        if is_on_arc { (dx.hypot(dy) - 7.0).abs() } else { (at.0 - end.0).hypot(at.1 - end.1) };
    arc.min(segment(at, (9.0, 15.0), (9.0, 9.0))) - 1.5
}

/// `x=6 y=14 width=20 height=13 rx=3`.
fn body(at: Point) -> f32 {
    let dx = (at.0 - 16.0).abs() - 7.0;
    let dy = (at.1 - 20.5).abs() - 3.5;
    dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - 3.0
}

/// `m11.5 20.5 3.5 3.3 6-6`, 2.6 wide.
fn tick(at: Point) -> f32 {
    let (start, corner, end) = ((11.5, 20.5), (15.0, 23.8), (21.0, 17.8));
    segment(at, start, corner).min(segment(at, corner, end)) - 1.3
}

fn segment(at: Point, from: Point, to: Point) -> f32 {
    let (ax, ay) = (at.0 - from.0, at.1 - from.1);
    let (bx, by) = (to.0 - from.0, to.1 - from.1);
    let along = ((ax * bx + ay * by) / (bx * bx + by * by)).clamp(0.0, 1.0);
    (ax - bx * along).hypot(ay - by * along)
}

#[cfg(test)]
mod tests {
    use super::{pixel, png};

    #[test]
    fn the_drawing_is_that_of_the_icon() {
        let at = |x: f32, y: f32| pixel((x + 4.0) * 8.0 - 0.5, (y + 4.0) * 8.0 - 0.5, 320.0);
        let (white, indigo) = ([255, 255, 255], [67, 56, 202]);
        for (x, y) in [(9.0, 12.0), (16.0, 2.0), (8.0, 16.0), (25.0, 25.0)] {
            assert_eq!(at(x, y), white, "{x} {y}");
        }
        for (x, y) in [(1.0, 1.0), (16.0, 9.0), (15.0, 23.8), (18.0, 20.8), (23.0, 11.0)] {
            assert_eq!(at(x, y), indigo, "{x} {y}");
        }
        let icon = include_str!("../../../web/icon.svg");
        for shape in
            ["M9 15V9a7 7 0 0 1 13-3.6", "m11.5 20.5 3.5 3.3 6-6", "x=\"6\" y=\"14\" width=\"20\""]
        {
            assert!(icon.contains(shape), "{shape} has changed; draw it here as well");
        }
    }

    #[test]
    fn a_png_says_how_large_it_is() {
        assert_eq!(png(192).get(16..24), Some(&[0, 0, 0, 192, 0, 0, 0, 192][..]));
    }
}
