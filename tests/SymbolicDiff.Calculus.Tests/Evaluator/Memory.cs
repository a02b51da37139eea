namespace SymbolicDiff.Calculus.Tests;

/// <summary>What a span or tape holds: part of an array. The default is the empty span.</summary>
public sealed record Span(Array? Array, int Offset, int Length)
{
    public static Span Of(Array? array) => new(array, 0, array?.Length ?? 0);
}

/// <summary>One member of each element of storage.</summary>
internal sealed record ColumnOf(object? Storage, string Member);

/// <summary>Storage values: .NET arrays, <see cref="Span"/> and the run-time library's stack, with the exceptions that C# throws.</summary>
internal static class Memory
{
    public static Type TypeOf(ValueType type) => type switch
    {
        ScalarType scalar => Arithmetic.TypeOf(scalar.Kind),
        StorageType { Kind: StorageKind.Array, Rank: 1 } array => TypeOf(array.Element).MakeArrayType(),
        StorageType { Kind: StorageKind.Array } array => TypeOf(array.Element).MakeArrayType(array.Rank),
        StorageType { Kind: StorageKind.Stack } => typeof(Stack<object?>),
        StorageType => typeof(Span),
        LanesType lanes => lanes.IsMask ? typeof(LaneTruths) : typeof(LaneValues),
        CompositeType => typeof(Composite),
        _ => typeof(object),
    };

    public static object? Default(ValueType type) => type switch
    {
        LanesType => LaneValues.Of(0.0),
        ScalarType scalar => Activator.CreateInstance(Arithmetic.TypeOf(scalar.Kind)),
        StorageType { Kind: StorageKind.Span or StorageKind.ReadOnlySpan or StorageKind.Tape } => Span.Of(null),
        CompositeType { IsReference: false } composite => Composite.Default(composite),
        _ => null,
    };

    /// <summary>The value as one of the type, by C#'s implicit conversions from arrays and tapes to spans.</summary>
    public static object? Coerce(object? value, ValueType type, string what)
    {
        if (type is StorageType { Kind: StorageKind.Span or StorageKind.ReadOnlySpan or StorageKind.Tape } memory)
        {
            Span span = value as Span ?? Span.Of(value as Array);
            Type? element = span.Array?.GetType().GetElementType();
            if (value is Span or Array or null && (element is null || element == TypeOf(memory.Element))) return span;
        }
        else if (type.Equals(ValueType.Lanes) && value is double number)
        {
            return LaneValues.Of(number);
        }
        else if (value is null ? type is not ScalarType : TypeOf(type).IsInstanceOfType(value))
        {
            return Composite.Copy(value);
        }

        throw new MalformedProgramException($"{what} is of type {Printer.Print(type)} and cannot hold a {value?.GetType().ToString() ?? "null"}.");
    }

    public static object? Get(object? storage, object?[] indices)
    {
        if (storage is ColumnOf column) return ((Composite)Get(column.Storage, indices)!)[column.Member];
        (Array array, long[] at) = Locate(storage, indices);
        return array.GetValue(at);
    }

    public static void Set(object? storage, object?[] indices, object? value)
    {
        if (storage is ColumnOf column)
        {
            ((Composite)Get(column.Storage, indices)!)[column.Member] = value;
            return;
        }

        (Array array, long[] at) = Locate(storage, indices);
        array.SetValue(array.GetType().GetElementType() == typeof(LaneValues) ? LaneValues.Of(value) : Composite.Copy(value), at);
    }

    public static Span PushBlock(Stack<object?> stack, StorageType memory, int count)
    {
        var block = Array.CreateInstance(TypeOf(memory.Element), Math.Max(0, count));
        Poison(block);
        stack.Push(block);
        return Span.Of(block);
    }

    /// <summary>What is popped together was pushed together.</summary>
    public static Span PopBlock(Stack<object?> stack, int count) => stack.Pop() is Array block && block.Length == Math.Max(0, count)
        ? Span.Of(block)
        : throw new MalformedProgramException($"A block of {count} records was not pushed.");

    public static int LengthOf(object? storage) => storage switch
    {
        Span span => span.Length,
        Array array => array.Length,
        null => throw new NullReferenceException(),
        _ => throw new MalformedProgramException("Length of " + storage.GetType().Name),
    };

    public static int LengthOf(object? storage, int dimension) => storage switch
    {
        Span span when dimension == 0 => span.Length,
        Array array => array.GetLength(dimension),
        null => throw new NullReferenceException(),
        _ => throw new MalformedProgramException("Length of " + storage.GetType().Name),
    };

    public static Span Slice(object? storage, StorageType memory, object start, object? length)
    {
        var whole = (Span)Coerce(storage, memory, "view")!;
        int from = (int)start;
        if ((uint)from > (uint)whole.Length) throw new ArgumentOutOfRangeException(nameof(start));
        int count = length is null ? whole.Length - from : (int)length;
        if ((uint)count > (uint)(whole.Length - from)) throw new ArgumentOutOfRangeException(nameof(length));
        return new Span(whole.Array, whole.Offset + from, count);
    }

    public static object Allocate(Allocate allocate, object?[] lengths)
    {
        if (allocate.Memory.Kind == StorageKind.Stack) return new Stack<object?>();
        if (lengths.Length != allocate.Memory.Rank) throw new MalformedProgramException("Memory is allocated with lengths of another rank.");
        long[] sizes = [.. lengths.Select(length => Convert.ToInt64(length))];
        // A record of a loop that does not run.
        if (allocate.Lifetime == Lifetime.Rented) sizes = [.. sizes.Select(size => Math.Max(0, size))];
        if (sizes.Any(size => size < 0)) throw new OverflowException();
        Array array = Array.CreateInstance(TypeOf(allocate.Memory.Element), sizes);
        Clear(array, allocate.Memory.Element);
        if (!allocate.Initialised) Poison(array);
        return allocate.Memory.Kind == StorageKind.Array ? array : Span.Of(array);
    }

    public static Array? ZerosLike(object? storage, StorageType memory)
    {
        if (storage is null) return null;
        Type element = TypeOf(memory.Element);
        if (storage is Array { Rank: > 1 } matrix)
            return Clear(Array.CreateInstance(element, [.. Enumerable.Range(0, matrix.Rank).Select(matrix.GetLength)]), memory.Element);
        Span span = Whole(storage);
        Array zeros = Clear(Array.CreateInstance(element, span.Length), memory.Element);
        if (memory.Element is not StorageType row) return zeros;
        for (int i = 0; i < span.Length; i++) zeros.SetValue(ZerosLike(span.Array!.GetValue(span.Offset + i), row), i);
        return zeros;
    }

    public static object? CopyOf(object? storage)
    {
        if (storage is Array array) return WithOwnElements((Array)array.Clone());
        Span span = Whole(storage);
        if (span.Array is null) return null;
        Array copy = Array.CreateInstance(span.Array.GetType().GetElementType()!, span.Length);
        Array.Copy(span.Array, span.Offset, copy, 0, span.Length);
        return WithOwnElements(copy);
    }

    public static void Fill(object? storage, object? value)
    {
        if (storage is Array { Rank: 2 } matrix)
        {
            for (int i = 0; i < matrix.GetLength(0); i++)
                for (int j = 0; j < matrix.GetLength(1); j++) Set(matrix, [i, j], value);
            return;
        }

        Span span = Whole(storage);
        for (int i = 0; i < span.Length; i++) Set(span, [i], value);
    }

    public static void Copy(object? source, object? target)
    {
        (Span from, Span to) = (Whole(source), Whole(target));
        if (from.Length > to.Length) throw new ArgumentException("The target is too short.");
        if (from.Length > 0) Array.Copy((Array)CopyOf(from)!, 0, to.Array!, to.Offset, from.Length);
    }

    public static void Check(GuardKind kind, object?[] storages)
    {
        bool hasShape = kind is GuardKind.Buffer or GuardKind.Shape;
        if (hasShape && (storages[0] is null || storages[1] is null)) throw new ArgumentNullException();
        if (hasShape && !HaveSameShape(storages[0], storages[1])) throw new ArgumentException("The buffer has another shape.");
        int compared = kind switch { GuardKind.Buffer => 1, GuardKind.Shape or GuardKind.Reference => 0, _ => storages.Length };
        for (int i = 0; i < compared; i++)
            for (int j = i + 1; j < storages.Length; j++)
                if (Overlap(storages[i], storages[j])) throw new ArgumentException("Storages overlap.");
    }

    /// <summary>Structures and lanes are there without being made.</summary>
    private static Array Clear(Array array, ValueType element)
    {
        if (element is LanesType) ForEach(array, at => array.SetValue(LaneValues.Of(0.0), at));
        if (element is CompositeType { IsReference: false }) ForEach(array, at => array.SetValue(Default(element), at));
        return array;
    }

    private static Array WithOwnElements(Array array)
    {
        if (array.GetType().GetElementType() == typeof(Composite)) ForEach(array, at => array.SetValue(Composite.Copy(array.GetValue(at)), at));
        return array;
    }

    private static void ForEach(Array array, Action<int[]> act)
    {
        int[] at = new int[array.Rank];
        for (int flat = 0; flat < array.Length; flat++)
        {
            int rest = flat;
            for (int dimension = array.Rank - 1; dimension >= 0; dimension--) (at[dimension], rest) = (rest % array.GetLength(dimension), rest / array.GetLength(dimension));
            act(at);
        }
    }

    private static (Array Array, long[] At) Locate(object? storage, object?[] indices)
    {
        if (storage is null) throw new NullReferenceException();
        long[] at = [.. indices.Select(index => Convert.ToInt64(index))];
        if (storage is Array array)
            return array.Rank == at.Length ? (array, at) : throw new MalformedProgramException("An element is reached with indices of another rank.");
        Span span = Whole(storage);
        if (at.Length != 1) throw new MalformedProgramException("A span is indexed with " + at.Length + " indices.");
        if (at[0] < 0 || at[0] >= span.Length) throw new IndexOutOfRangeException();
        at[0] += span.Offset;
        return (span.Array!, span.Array is { Rank: 2 } matrix ? [at[0] / matrix.GetLength(1), at[0] % matrix.GetLength(1)] : at);
    }

    private static Span Whole(object? storage) => storage switch
    {
        Span span => span,
        Array { Rank: 1 } array => Span.Of(array),
        null => throw new NullReferenceException(),
        _ => throw new MalformedProgramException(storage.GetType().Name + " is no memory of rank one."),
    };

    // Rented memory holds what the last user left there: nothing may depend on it.
    private static void Poison(Array array)
    {
        for (int i = 0; i < array.Length; i++)
            array.SetValue(array.GetValue(i) is Composite structure ? structure with { Values = [.. structure.Values.Select(value => Poison(value!.GetType()))] } : Poison(array.GetType().GetElementType()!), i);
    }

    private static object Poison(Type type) => type == typeof(double) ? double.NaN
        : type == typeof(float) ? float.NaN
        : type == typeof(LaneValues) ? LaneValues.Of(double.NaN)
        : type == typeof(int) ? int.MinValue
        : type == typeof(long) ? long.MinValue
        : type == typeof(bool) ? true
        : throw new MalformedProgramException("Memory of " + type + " is not initialised.");

    private static bool HaveSameShape(object? a, object? b)
    {
        if (a is null || b is null) return a is null && b is null;
        if (a is Array { Rank: > 1 } matrix)
            return b is Array other && other.Rank == matrix.Rank
                && Enumerable.Range(0, matrix.Rank).All(d => matrix.GetLength(d) == other.GetLength(d));
        (Span first, Span second) = (Whole(a), Whole(b));
        return first.Length == second.Length && Rows(first).Zip(Rows(second)).All(pair => HaveSameShape(pair.First, pair.Second));
    }

    private static bool Overlap(object? a, object? b)
    {
        List<(Array Array, int From, int To)> second = [.. Pieces(b)];
        return Pieces(a).Any(x => second.Any(y => ReferenceEquals(x.Array, y.Array) && x.From < y.To && y.From < x.To));
    }

    private static IEnumerable<(Array Array, int From, int To)> Pieces(object? storage)
    {
        if (storage is Array { Rank: > 1 } matrix) return [(matrix, 0, matrix.Length)];
        if (storage is null || Whole(storage) is not { Array: { } array } span) return [];
        return Rows(span).SelectMany(Pieces).Prepend((array, span.Offset, span.Offset + span.Length));
    }

    private static IEnumerable<object?> Rows(Span span)
    {
        if (span.Array?.GetType().GetElementType() is not { IsArray: true }) yield break;
        for (int i = 0; i < span.Length; i++) yield return span.Array.GetValue(span.Offset + i);
    }
}
