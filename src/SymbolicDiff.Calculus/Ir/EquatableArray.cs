using System.Collections;

namespace SymbolicDiff.Calculus.Ir;

/// <summary>An immutable array with structural equality, so that records that hold it are values.</summary>
public sealed class EquatableArray<T> : IReadOnlyList<T>, IEquatable<EquatableArray<T>>
    where T : IEquatable<T>
{
    public static readonly EquatableArray<T> Empty = new([]);

    private readonly T[] items;
    private int hash;

    internal EquatableArray(T[] items) => this.items = items;

    public int Count => items.Length;

    public T this[int index] => items[index];

    public bool Equals(EquatableArray<T>? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other.items.Length != items.Length || (hash != 0 && other.hash != 0 && other.hash != hash)) return false;
        for (int i = 0; i < items.Length; i++)
            if (!items[i].Equals(other.items[i])) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as EquatableArray<T>);

    public override int GetHashCode()
    {
        if (hash != 0) return hash;
        int h = 17;
        foreach (T item in items) h = unchecked(h * 31 + item.GetHashCode());
        return hash = h == 0 ? 1 : h;
    }

    public Enumerator GetEnumerator() => new(items);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    /// <summary>Walks the items without an allocation.</summary>
    public struct Enumerator(T[] items)
    {
        private int index = -1;

        public readonly T Current => items[index];

        public bool MoveNext() => ++index < items.Length;
    }
}

/// <summary>Makes <see cref="EquatableArray{T}"/> values.</summary>
public static class EquatableArray
{
    public static EquatableArray<T> Of<T>(params T[] items)
        where T : IEquatable<T> =>
        Holding(items.ToArray());

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : IEquatable<T> =>
        items as EquatableArray<T> ?? Holding(items.ToArray());

    /// <summary>An array around one that nobody else holds.</summary>
    private static EquatableArray<T> Holding<T>(T[] items)
        where T : IEquatable<T> =>
        items.Length == 0 ? EquatableArray<T>.Empty : new EquatableArray<T>(items);

    /// <summary>Maps each item; gives the same instance back when no item changed.</summary>
    public static EquatableArray<T> Map<T>(this EquatableArray<T> items, Func<T, T> map)
        where T : class, IEquatable<T>
    {
        T[]? mapped = null;
        for (int i = 0; i < items.Count; i++)
        {
            T item = map(items[i]);
            if (mapped is null && ReferenceEquals(item, items[i])) continue;
            mapped ??= [.. items];
            mapped[i] = item;
        }

        return mapped is null ? items : new EquatableArray<T>(mapped);
    }
}
