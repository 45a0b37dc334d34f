//! State that views follow. Each type of a Leptos signal is compiled apart, ten kilobytes of it over this
//! page; here every type shares one signal without a value, which says that the value beside it has changed.

use std::fmt;

use leptos::prelude::*;

/// A value and whoever follows it. Copies are handles to the same state.
pub struct Held<T: 'static> {
    value: StoredValue<T, LocalStorage>,
    changed: RwSignal<()>,
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Held<T> {}

impl<T> fmt::Debug for Held<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Held").finish_non_exhaustive()
    }
}

impl<T> Held<T> {
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { value: StoredValue::new_local(value), changed: RwSignal::new(()) }
    }

    /// Reads it, and follows it from here.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.track();
        self.value.with_value(read)
    }

    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.value.with_value(read)
    }

    pub fn track(self) {
        self.changed.track();
    }

    pub fn set(self, value: T) {
        self.value.set_value(value);
        self.changed.set(());
    }

    /// Nothing happens where what it belonged to has gone.
    pub fn try_set(self, value: T) {
        if self.value.try_set_value(value).is_none() {
            let _ = self.changed.try_set(());
        }
    }

    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.value.update_value(change);
        self.changed.set(());
    }

    pub fn update_untracked(self, change: impl FnOnce(&mut T)) {
        self.value.update_value(change);
    }
}

impl<T: Clone> Held<T> {
    #[must_use]
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    #[must_use]
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }
}
