//! Asking the engine: one draft at a time, the newest first, and what is done once the answer is there.
//! Until then the last answer stays. Not: what is asked, and how it looks.

use std::sync::Arc;

use js_sys::{Function, Promise};
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast as _, JsValue},
};
use undenied::{Fix, Place, Report};

use super::Case;
use crate::{
    analysis::{Analysis, Answer, Shown, Wish},
    dom::{effect, when_kept, when_settled},
    draft::Draft,
    intake::string,
    question,
    sheet::Sheet,
};

/// What is done with a new draft: [`Case::decide_here`] or [`Case::ask`]. A program links only what it names.
pub type Engine = fn(Case, &Draft);

/// What goes on between this and the engine.
#[derive(Default)]
pub(super) struct Asking {
    /// What was asked last, or waits to be.
    newest: Option<Draft>,
    /// Whether `newest` is still to be asked.
    waits: bool,
    is_under_way: bool,
    /// The engine failed on what it was asked last, and is asked once more.
    is_second_try: bool,
    /// Nobody wants to know any more.
    is_stopped: bool,
    /// Whether the first problem is to be shown: not under the hands of somebody who types.
    pub(super) opens_first: bool,
    /// Pressed while the answer that is shown was to an older text.
    pub(super) wish: Option<Wish>,
    /// A fix is done, and the answer that offers it still stands there.
    pub(super) is_fixed: bool,
}

impl Case {
    /// Has the engine in this program decide at once.
    pub fn decide_here(self, draft: &Draft) {
        self.take(draft, question::analyze(draft));
    }

    /// From now on `ask` answers: it takes a case and promises the packed report; `mend` promises the texts with
    /// all fixes, `describe` the report as Markdown. What was typed before is asked first.
    pub fn connect(self, ask: Function, mend: Function, describe: Function) {
        self.link.set(Some(ask));
        self.mend.set(Some(mend));
        self.describe.set(Some(describe));
        self.ask_newest();
    }

    /// Carries out every fix of what denies. Whatever is typed until they are there counts more.
    pub fn apply_all(self) {
        let Some(mend) = self.mend.get_untracked() else { return };
        let draft = self.draft();
        let Some(promise) = promised(&mend, &question::case(&draft)) else { return };
        let kept = move |mended: JsValue| {
            let mended = mended.as_string().as_deref().and_then(question::mended);
            if let Some(mended) = mended.filter(|_| self.draft() == draft) {
                self.put_all(draft.clone(), mended);
            }
        };
        let rejected =
            move |reason: JsValue| self.fail(string(&reason, "message").unwrap_or_default());
        when_settled(&promise, Box::new(kept), Box::new(rejected));
    }

    /// Calls `then` with the corrected document called `name`, as code of that form.
    pub fn correct(self, name: &str, form: &str, then: Box<dyn Fn(String)>) {
        let Some(mend) = self.mend.get_untracked() else { return };
        let lang = self.lang.get_untracked();
        let asked = question::corrected(&self.draft(), name, form, lang);
        let Some(promise) = promised(&mend, &asked) else { return };
        let kept = move |text: JsValue| then(text.as_string().unwrap_or_default());
        let rejected =
            move |reason: JsValue| self.fail(string(&reason, "message").unwrap_or_default());
        when_settled(&promise, Box::new(kept), Box::new(rejected));
    }

    /// Has the engine write the report on what stands there now, and runs `then` with it. `how` is what the
    /// engine's `describe` takes.
    pub fn describe(self, how: &str, then: impl FnOnce(String) + 'static) {
        let Some(describe) = self.describe.get_untracked() else { return };
        let order = [how, "\n", &question::case(&self.draft())].concat();
        let Some(promise) = promised(&describe, &order) else { return };
        when_kept(&promise, move |text| then(text.as_string().unwrap_or_default()));
    }

    /// Says why there are no answers; the texts stay.
    pub fn fail(self, reason: String) {
        self.failure.set(Some(reason));
        self.say_busy();
    }

    /// Whether the engine is still to come.
    #[must_use]
    pub fn is_awaited(self) -> bool {
        self.link.with(Option::is_none)
    }

    /// Whether somebody waits for it.
    #[must_use]
    pub fn is_waited_for(self) -> bool {
        self.is_awaited()
            && self.failure.with(Option::is_none)
            && self.sheets.with(|sheets| sheets.iter().any(|sheet| !sheet.is_blank()))
    }

    /// Asks now and whenever anything has changed. To be called with the views: before them nothing runs effects.
    pub fn keep_asking(self) {
        effect(move || {
            let draft = self.followed();
            untrack(|| (self.engine)(self, &draft));
        });
    }

    /// Has a worker begin before the views take over what was typed; where there is none, they go first.
    pub(super) fn ask_ahead(self) {
        if self.link.with_untracked(Option::is_some) {
            (self.engine)(self, &self.draft());
        }
    }

    /// Asks the engine in the worker, now or when it can be.
    pub fn ask(self, draft: &Draft) {
        if !self.may_ask(draft) {
            return;
        }
        self.asking.update_untracked(|asking| {
            let is_new = asking.newest.as_ref() != Some(draft);
            asking.is_fixed &= is_new;
            if is_new {
                asking.newest = Some(draft.clone());
                asking.waits = true;
            }
        });
        self.ask_newest();
    }

    /// Whatever was asked is asked no more.
    pub(super) fn forget_asked(self) {
        self.asking.update_untracked(|asking| {
            asking.newest = None;
            asking.waits = false;
            // Whoever is stopped is not asked again.
            asking.is_stopped = asking.is_under_way;
        });
    }

    fn ask_newest(self) {
        let Some(ask) = self.link.get_untracked() else { return };
        let mut newest = None;
        self.asking.update_untracked(|asking| {
            if asking.waits && !asking.is_under_way {
                asking.waits = false;
                newest.clone_from(&asking.newest);
            }
        });
        if let Some(draft) = newest {
            self.send(draft, &ask);
        }
        self.say_busy();
    }

    /// Busy is whoever has no answer yet to what stands there, while one may still come.
    fn say_busy(self) {
        let may_come = self.failure.with_untracked(Option::is_none);
        let is_busy =
            self.asking.with_untracked(|asking| asking.is_under_way || asking.waits && may_come);
        if self.busy.get_untracked() != is_busy {
            self.busy.set(is_busy);
        }
    }

    fn send(self, draft: Draft, ask: &Function) {
        let Some(promise) = promised(ask, &question::case(&draft)) else { return };
        self.asking.update_untracked(|asking| asking.is_under_way = true);
        let kept = move |parcel: JsValue| {
            self.answered(&draft, parcel.as_string().as_deref().and_then(question::answer));
        };
        let rejected = move |reason: JsValue| self.refused(&reason);
        when_settled(&promise, Box::new(kept), Box::new(rejected));
    }

    fn answered(self, draft: &Draft, report: Option<Report>) {
        let mut is_stopped = false;
        self.asking.update_untracked(|asking| {
            asking.is_under_way = false;
            asking.is_second_try = false;
            is_stopped = std::mem::take(&mut asking.is_stopped);
        });
        // An answer to an older text is none.
        if !is_stopped && !self.asking.with_untracked(|asking| asking.waits) {
            match report {
                Some(report) => {
                    self.failure.set(None);
                    self.take(draft, report);
                }
                None => self.fail("unreadable answer".to_owned()),
            }
        }
        self.ask_newest();
    }

    /// The engine has stopped; a new one is asked once more before anybody is told.
    fn refused(self, reason: &JsValue) {
        let mut is_second = false;
        let mut is_stopped = false;
        self.asking.update_untracked(|asking| {
            is_stopped = std::mem::take(&mut asking.is_stopped);
            is_second = asking.is_second_try && !is_stopped;
            asking.is_under_way = false;
            asking.is_second_try = !is_second && !is_stopped;
            asking.waits |= asking.is_second_try;
            asking.is_fixed = false;
        });
        if is_second {
            self.asking.update_untracked(|asking| asking.wish = None);
            self.fail(string(reason, "message").unwrap_or_default());
        }
        self.ask_newest();
    }

    fn take(self, draft: &Draft, report: Report) {
        let answer = Answer(Arc::new(Analysis::new(draft, report)));
        if answer.0.slip().is_none() {
            self.kept.update_untracked(|kept| *kept = Some(answer.clone()));
        }
        self.answer.set(answer);
        let (mut opens_first, mut wish) = (false, None);
        self.asking.update_untracked(|asking| {
            opens_first = std::mem::take(&mut asking.opens_first);
            wish = asking.wish.take();
            asking.is_fixed = false;
        });
        if opens_first {
            self.open_first();
        }
        if opens_first || self.answer.with_untracked(|answer| answer.0.is_empty) {
            self.settle_in();
        }
        if let Some(wish) = wish {
            self.wish_for(wish);
        }
    }

    /// The last answer before a text was no JSON any more, as long as it is about the documents that are there; follows.
    #[must_use]
    pub fn stale(self) -> Option<Answer> {
        self.answer.track();
        self.stale_now()
    }

    /// The same; follows nothing.
    #[must_use]
    pub fn stale_now(self) -> Option<Answer> {
        let Answer(now) = self.answer.get_untracked();
        let is_there = |it: &Shown| now.shown(it.key).is_some();
        let kept = self.kept.get_untracked().filter(|_| now.slip().is_some());
        kept.filter(|Answer(kept)| !kept.is_empty && kept.documents.iter().all(is_there))
    }

    /// The last answer is about something else than what comes now.
    pub(crate) fn forget_kept(self) {
        self.kept.update_untracked(|kept| *kept = None);
    }

    /// Whether what the answer says of `sheet` is said of the text that stands there now.
    #[must_use]
    pub fn is_fresh(self, sheet: Sheet) -> bool {
        let Answer(analysis) = self.answer.get_untracked();
        sheet.text.with_untracked(|text| match analysis.shown(sheet.key) {
            Some(shown) => shown.text == *text,
            None => text.trim().is_empty(),
        })
    }

    pub(super) fn is_place_fresh(self, place: &Place) -> bool {
        let Answer(analysis) = self.answer.get_untracked();
        let sheet = analysis.sheet(place).and_then(|key| self.sheet(key));
        sheet.is_some_and(|sheet| self.is_fresh(sheet))
    }

    pub(super) fn is_fix_fresh(self, analysis: &Analysis, fix: &Fix) -> bool {
        let keys = fix.edits.iter().map(|edit| analysis.documents.get(edit.document));
        keys.flatten().all(|shown| self.sheet(shown.key).is_some_and(|sheet| self.is_fresh(sheet)))
    }
}

/// What `function` promises for `case`.
fn promised(function: &Function, case: &str) -> Option<Promise> {
    let promise = function.call1(&JsValue::NULL, &JsValue::from_str(case)).ok()?;
    promise.dyn_into::<Promise>().ok()
}
