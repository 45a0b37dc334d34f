//! Elements of one Rust type. `view!` makes a new type of each shape, and each is compiled apart; for this
//! page that doubled the program. Nothing here writes HTML, so Trusted Types have nothing to object to.

use leptos::{
    attr::{
        any_attribute::AnyAttribute, any_attribute::IntoAnyAttribute, custom::custom_attribute,
    },
    ev,
    html::{Custom, custom},
    prelude::*,
    tachys::{
        html::{event::on, node_ref::node_ref, property::prop},
        view::iterators::StaticVec,
    },
    wasm_bindgen::{JsValue, closure::Closure},
};

use crate::held::Held;

/// Finds an [`Element`] again once it is on the page.
pub(crate) type Reference = NodeRef<Custom<&'static str>>;

/// An element in the making.
pub(crate) struct Element {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// What can stand in an element.
pub(crate) trait Child {
    fn view(self) -> AnyView;
}

pub(crate) fn element(tag: &'static str) -> Element {
    Element { tag, attributes: Vec::new(), children: Vec::new() }
}

/// A button that never submits anything.
pub(crate) fn button(class: &'static str, click: impl FnMut(ev::Event) + 'static) -> Element {
    let button = element("button").with("type", "button").class(class).on("click", click);
    // What looks like a button can be styled from outside of the widget.
    if class.starts_with("button") { button.with("part", "button") } else { button }
}

/// A part that is made anew whenever a signal that `make` reads has changed.
pub(crate) fn live<C: Child>(mut make: impl FnMut() -> C + Send + 'static) -> AnyView {
    let make: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || make().view());
    make.into_any()
}

/// A text that follows the signals that `make` reads.
pub(crate) fn live_text(make: impl FnMut() -> &'static str + Send + 'static) -> AnyView {
    let make: Box<dyn FnMut() -> &'static str + Send> = Box::new(make);
    make.into_any()
}

/// Runs `act` now and whenever a signal that it reads has changed.
pub(crate) fn effect(act: impl FnMut() + 'static) {
    run(Box::new(act));
}

fn run(mut act: Box<dyn FnMut()>) {
    Effect::new(move |_| act());
}

/// Whether something is so, found out anew only where what `read` follows has changed.
pub(crate) fn memo(read: impl Fn() -> bool + Send + Sync + 'static) -> Memo<bool> {
    let read: Box<dyn Fn() -> bool + Send + Sync> = Box::new(read);
    Memo::new(move |_| read())
}

/// What `read` gives, told only when it has changed. A memo would do the same, compiled apart for each type.
pub(crate) fn told<T: PartialEq + 'static>(read: impl Fn() -> T + 'static) -> Held<T> {
    let read: Box<dyn Fn() -> T> = Box::new(read);
    let told = Held::new(untrack(&read));
    effect(move || {
        let now = read();
        if told.with_untracked(|before| *before != now) {
            told.set(now);
        }
    });
    told
}

/// Runs `then` with what `promise` gives; nothing happens when it is rejected.
pub(crate) fn when_kept(promise: &js_sys::Promise, then: impl FnOnce(JsValue) + 'static) {
    when_settled(promise, Box::new(then), Box::new(|_| {}));
}

/// Runs `kept` with what `promise` gives, or `rejected` with the reason.
pub(crate) fn when_settled(promise: &js_sys::Promise, kept: Then, rejected: Then) {
    // A future would do the same and weigh 3 KiB (brotli) more. The two closures are the promise's from now on.
    let kept = Closure::once(kept);
    let rejected = Closure::once(rejected);
    let _ = promise.then2(&kept, &rejected);
    kept.forget();
    rejected.forget();
}

/// What is done with a value that was promised.
pub(crate) type Then = Box<dyn FnOnce(JsValue)>;

impl Element {
    pub(crate) fn class(self, class: &'static str) -> Self {
        self.with("class", class)
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push(custom_attribute(name, value.to_owned()).into_any_attr());
        self
    }

    /// An attribute that comes, changes and goes with the signals that `value` reads.
    pub(crate) fn with_live(
        mut self,
        name: &'static str,
        value: impl FnMut() -> Option<&'static str> + Send + 'static,
    ) -> Self {
        let value: Box<dyn FnMut() -> Option<&'static str> + Send> = Box::new(value);
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// The property `value` of an input.
    pub(crate) fn value(mut self, value: impl FnMut() -> String + Send + 'static) -> Self {
        let value: Box<dyn FnMut() -> String + Send> = Box::new(value);
        self.attributes.push(prop("value", value).into_any_attr());
        self
    }

    pub(crate) fn on(mut self, event: &'static str, act: impl FnMut(ev::Event) + 'static) -> Self {
        let act: Box<dyn FnMut(ev::Event)> = Box::new(act);
        self.attributes.push(on(ev::Custom::<ev::Event>::new(event), act).into_any_attr());
        self
    }

    pub(crate) fn known_as(mut self, reference: Reference) -> Self {
        let reference = node_ref::<Custom<&'static str>, _>(reference);
        self.attributes.push(reference.into_any_attr());
        self
    }

    pub(crate) fn child(mut self, child: impl Child) -> Self {
        self.children.push(child.view());
        self
    }
}

impl Child for AnyView {
    fn view(self) -> AnyView {
        self
    }
}

impl Child for Element {
    fn view(self) -> AnyView {
        custom(self.tag)
            .child(StaticVec::from(self.children))
            .add_any_attr(self.attributes)
            .into_any()
    }
}

impl Child for String {
    fn view(self) -> AnyView {
        self.into_any()
    }
}

impl Child for &'static str {
    fn view(self) -> AnyView {
        self.into_any()
    }
}

impl<C: Child> Child for Option<C> {
    fn view(self) -> AnyView {
        self.map_or_else(|| ().into_any(), Child::view)
    }
}

impl<C: Child> Child for Vec<C> {
    fn view(self) -> AnyView {
        let views: Vec<AnyView> = self.into_iter().map(Child::view).collect();
        StaticVec::from(views).into_any()
    }
}
