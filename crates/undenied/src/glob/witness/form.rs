//! Ways of writing what is compared by size: which letters follow each other, and how what they say stands to
//! some bounds. Not: what the bounds are of.

use crate::known::number;

/// A text read from left to right, and what it says compared with `bounds` digit by digit.
pub(crate) struct Form {
    nodes: Vec<Node>,
    /// In order, no two alike, all of the same length.
    bounds: Vec<Vec<u8>>,
    /// Whether digits behind those of the bounds count.
    has_more: bool,
    /// For each [`Form::interval`], texts for all that one of it may be. `None` where those of one are all alike.
    pub(crate) claims: Option<Vec<Vec<String>>>,
}

#[derive(Default)]
struct Node {
    edges: Vec<Edge>,
    is_end: bool,
}

pub(super) struct Edge {
    pub(super) take: Take,
    counts: Counts,
    to: usize,
}

/// What is read.
pub(super) enum Take {
    Nothing,
    Letter(u16),
    /// One digit of those whose bit is set.
    Digit(u16),
    /// Any character.
    Any,
    /// One that no pattern has.
    Fresh,
}

enum Counts {
    Nothing,
    /// The digit that is read.
    Own,
    Digits(Vec<u8>),
}

/// All decimal digits.
pub(crate) const DECIMAL: u16 = 0x3ff;

/// All hexadecimal digits.
pub(crate) const HEXADECIMAL: u16 = 0xffff;

/// The decimal digits from one to another.
pub(crate) const fn between(first: u16, last: u16) -> u16 {
    (1 << (last + 1)) - (1 << first)
}

/// How far a text is read: the bounds from `low` to `high` begin with its digits, those below `low` are less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) node: usize,
    depth: usize,
    low: usize,
    high: usize,
}

impl Form {
    /// With one node, where reading begins. `bounds` in any order.
    pub(crate) fn new(bounds: Vec<Vec<u8>>, has_more: bool) -> Self {
        let length = bounds.iter().map(Vec::len).max().unwrap_or_default();
        let mut ordered: Vec<Vec<u8>> = Vec::with_capacity(bounds.len());
        for mut bound in bounds {
            bound.resize(length, 0);
            if let Err(at) = ordered.binary_search(&bound) {
                ordered.insert(at, bound);
            }
        }
        Self { nodes: vec![Node::default()], bounds: ordered, has_more, claims: None }
    }

    /// Any text: the first interval is of those whose characters some pattern has, `claims` what such a one may be.
    pub(crate) fn anything(claims: Vec<String>) -> Self {
        let mut form = Self::new(vec![vec![1]], false);
        let fresh = form.node();
        form.link(0, Take::Any, Counts::Nothing, 0);
        form.link(0, Take::Fresh, Counts::Digits(vec![1]), fresh);
        form.link(fresh, Take::Any, Counts::Nothing, fresh);
        form.end(0);
        form.end(fresh);
        form.claims = Some(vec![claims, Vec::new(), Vec::new()]);
        form
    }

    pub(crate) fn node(&mut self) -> usize {
        self.nodes.push(Node::default());
        self.nodes.len() - 1
    }

    /// The text may end here.
    pub(crate) fn end(&mut self, node: usize) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.is_end = true;
        }
    }

    fn link(&mut self, from: usize, take: Take, counts: Counts, to: usize) {
        if let Some(node) = self.nodes.get_mut(from) {
            node.edges.push(Edge { take, counts, to });
        }
    }

    /// From one to the other by `letters`, which do not count.
    pub(crate) fn letters(&mut self, from: usize, letters: &str, to: usize) {
        let mut at = from;
        let mut letters = letters.encode_utf16().peekable();
        if letters.peek().is_none() {
            self.link(from, Take::Nothing, Counts::Nothing, to);
        }
        while let Some(letter) = letters.next() {
            let next = if letters.peek().is_some() { self.node() } else { to };
            self.link(at, Take::Letter(letter), Counts::Nothing, next);
            at = next;
        }
    }

    /// By a digit for each of `masks`; they count.
    pub(crate) fn digits(&mut self, from: usize, masks: &[u16], to: usize) {
        self.chain(from, masks, to, &|| Counts::Own);
    }

    /// As [`Form::digits`], but they do not count.
    pub(crate) fn uncounted(&mut self, from: usize, masks: &[u16], to: usize) {
        self.chain(from, masks, to, &|| Counts::Nothing);
    }

    /// As [`Form::uncounted`], but for the digits of `taken`; a colon stands in the middle where `has_colon` says so.
    pub(crate) fn uncounted_but(
        &mut self,
        from: usize,
        masks: &[u16],
        has_colon: bool,
        taken: &[Vec<u8>],
        to: usize,
    ) {
        let mut begun = vec![(Vec::new(), from)];
        let mut free: Option<usize> = None;
        for (at, mask) in masks.iter().enumerate() {
            if has_colon && 2 * at == masks.len() {
                begun.iter_mut().for_each(|(_, node)| *node = self.behind_colon(*node));
                free = free.map(|node| self.behind_colon(node));
            }
            let is_last = at + 1 == masks.len();
            let next_free = if is_last { to } else { self.node() };
            let mut next = Vec::new();
            for (before, node) in begun {
                for digit in (0..10).filter(|digit| mask >> digit & 1 == 1) {
                    let digits: Vec<u8> = before.iter().copied().chain([digit]).collect();
                    let is_begun = taken.iter().any(|taken| taken.starts_with(&digits));
                    if is_begun && is_last {
                        continue;
                    }
                    let target = if is_begun { self.node() } else { next_free };
                    self.uncounted(node, &[1 << digit], target);
                    next.extend(is_begun.then_some((digits, target)));
                }
            }
            if let Some(free) = free {
                self.uncounted(free, &[*mask], next_free);
            }
            (begun, free) = (next, Some(next_free));
        }
    }

    fn behind_colon(&mut self, node: usize) -> usize {
        let behind = self.node();
        self.letters(node, ":", behind);
        behind
    }

    fn chain(&mut self, from: usize, masks: &[u16], to: usize, counts: &dyn Fn() -> Counts) {
        let mut at = from;
        for (number, mask) in masks.iter().enumerate() {
            let next = if number + 1 < masks.len() { self.node() } else { to };
            self.link(at, Take::Digit(*mask), counts(), next);
            at = next;
        }
    }

    /// By digits that count without being written.
    pub(crate) fn implied(&mut self, from: usize, digits: Vec<u8>, to: usize) {
        self.link(from, Take::Nothing, Counts::Digits(digits), to);
    }

    pub(super) fn start(&self) -> Standing {
        Standing { node: 0, depth: 0, low: 0, high: self.bounds.len() }
    }

    pub(super) fn edges(&self, node: usize) -> &[Edge] {
        self.nodes.get(node).map_or(&[], |node| node.edges.as_slice())
    }

    /// Along `edge`, with the digit that was read.
    pub(super) fn follow(&self, standing: Standing, edge: &Edge, digit: u8) -> Standing {
        let mut next = Standing { node: edge.to, ..standing };
        match &edge.counts {
            Counts::Nothing => {}
            Counts::Own => self.count(&mut next, digit),
            Counts::Digits(digits) => digits.iter().for_each(|digit| self.count(&mut next, *digit)),
        }
        next
    }

    fn length(&self) -> usize {
        self.bounds.first().map_or(0, Vec::len)
    }

    fn count(&self, standing: &mut Standing, digit: u8) {
        if standing.depth == self.length() && !self.has_more {
            return;
        }
        let left = self.bounds.get(standing.low..standing.high).unwrap_or_default();
        let own = |bound: &&Vec<u8>| bound.get(standing.depth).copied().unwrap_or_default();
        let less = left.iter().filter(|bound| own(bound) < digit).count();
        let alike = left.iter().filter(|bound| own(bound) == digit).count();
        standing.low += less;
        standing.high = standing.low + alike;
        // What is settled looks at no more digits.
        standing.depth = if alike == 0 { 0 } else { (standing.depth + 1).min(self.length()) };
    }

    /// Where what is read lies if the text ends here: before the bound of half the number, or at it where it is odd.
    pub(super) fn interval(&self, mut standing: Standing) -> Option<usize> {
        if !self.nodes.get(standing.node)?.is_end {
            return None;
        }
        while standing.low < standing.high && standing.depth < self.length() {
            self.count(&mut standing, 0);
        }
        Some(2 * standing.low + usize::from(standing.low < standing.high))
    }
}

#[cfg(test)]
impl Form {
    /// Each interval in which `text` is read.
    pub(crate) fn intervals(&self, text: &str) -> Vec<usize> {
        let mut standings = vec![self.start()];
        for unit in text.encode_utf16().map(Some).chain([None]) {
            let mut at = 0;
            let mut next = Vec::new();
            while let Some(standing) = standings.get(at).copied() {
                for edge in self.edges(standing.node) {
                    let digit =
                        unit.and_then(|unit| char::from(u8::try_from(unit).ok()?).to_digit(16));
                    let (digit, is_read) = match edge.take {
                        Take::Nothing => (Some(0), false),
                        Take::Letter(letter) => (Some(0).filter(|_| unit == Some(letter)), true),
                        Take::Digit(mask) => (digit.filter(|digit| mask >> digit & 1 == 1), true),
                        Take::Any | Take::Fresh => (None, true),
                    };
                    let Some(digit) = digit else { continue };
                    let to = self.follow(standing, edge, u8::try_from(digit).unwrap());
                    let list = if is_read { &mut next } else { &mut standings };
                    if !list.contains(&to) {
                        list.push(to);
                    }
                }
                at += 1;
            }
            if unit.is_some() {
                standings = next;
            }
        }
        let mut intervals: Vec<usize> =
            standings.iter().filter_map(|standing| self.interval(*standing)).collect();
        intervals.dedup();
        intervals
    }
}

impl Standing {
    pub(super) fn number(self) -> u64 {
        number([self.node, self.depth, self.low, self.high].into_iter().map(|part| part as u64))
    }
}
