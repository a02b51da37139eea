namespace SymbolicDiff.Calculus.Tests;

/// <summary>A double for each of eight iterations; what takes no part is no number, so that nothing may depend on it.</summary>
public sealed record LaneValues(double[] Items)
{
    public const int Count = 8;

    public static LaneValues Of(object? value) => value as LaneValues ?? new([.. Enumerable.Repeat((double)value!, Count)]);
}

/// <summary>A truth value for each of eight iterations.</summary>
public sealed record LaneTruths(bool[] Items)
{
    public static LaneTruths Of(object? value) => value as LaneTruths ?? new([.. Enumerable.Repeat((bool)value!, LaneValues.Count)]);
}

/// <summary>The run-time library's calls with lanes, lane by lane.</summary>
internal static class Lanes
{
    private const string Type = "global::SymbolicDiff.Lanes";

    public static bool Take(object?[] operands) => operands.Any(operand => operand is LaneValues or LaneTruths);

    /// <summary>An operator on lanes, or on lanes and numbers that are the same in all.</summary>
    public static object Operator(Primitive primitive, object?[] operands)
    {
        if (operands.Any(operand => operand is LaneTruths))
        {
            bool[][] truths = [.. operands.Select(operand => LaneTruths.Of(operand).Items)];
            return new LaneTruths([.. Each(lane => (bool)Operate(primitive, [.. truths.Select(items => (object)items[lane])]))]);
        }

        double[][] numbers = [.. operands.Select(operand => LaneValues.Of(operand).Items)];
        object[] results = [.. Each(lane => Operate(primitive, [.. numbers.Select(items => (object)items[lane])]))];
        return results[0] is bool ? new LaneTruths([.. results.Cast<bool>()]) : new LaneValues([.. results.Cast<double>()]);
    }

    /// <summary>Whether it is such a call, and what it gives.</summary>
    public static bool TryCall(string text, object?[] operands, out object? result)
    {
        string name = text[..text.IndexOf('{')];
        const int count = LaneValues.Count;
        result = null;
        switch (text.Replace(Type, "Lanes").Replace("global::SymbolicDiff.LaneMask", "LaneMask"))
        {
            case "Lanes.Load({0}, {1}, {2})" or "Lanes.Load({0}, {1}, {2}, {3})" when operands[0] is double[,]:
                result = Load(Row(operands[0], operands[1]), (int)operands[2]!, 1, operands.Length > 3 ? (int)operands[3]! : count);
                return true;
            case "Lanes.Store({0}, {1}, {2}, {3})" or "Lanes.Store({0}, {1}, {2}, {3}, {4})" when operands[1] is double[,]:
                Store(operands[0], Row(operands[1], operands[2]), (int)operands[3]!, 1, operands.Length > 4 ? (int)operands[4]! : count);
                return true;
            case "Lanes.Load({0}, {1})" or "Lanes.Load({0}, {1}, {2})":
                result = Load(operands[0], (int)operands[1]!, 1, operands.Length > 2 ? (int)operands[2]! : count);
                return true;
            case "Lanes.Gather({0}, {1}, {2})" or "Lanes.Gather({0}, {1}, {2}, {3})":
                result = Load(operands[0], (int)operands[1]!, (int)operands[2]!, operands.Length > 3 ? (int)operands[3]! : count);
                return true;
            case "Lanes.Store({0}, {1}, {2})" or "Lanes.Store({0}, {1}, {2}, {3})":
                Store(operands[0], operands[1], (int)operands[2]!, 1, operands.Length > 3 ? (int)operands[3]! : count);
                return true;
            case "Lanes.Scatter({0}, {1}, {2}, {3})" or "Lanes.Scatter({0}, {1}, {2}, {3}, {4})":
                Store(operands[0], operands[1], (int)operands[2]!, (int)operands[3]!, operands.Length > 4 ? (int)operands[4]! : count);
                return true;
            case "((LaneMask){0})":
                result = LaneTruths.Of(operands[0]);
                return true;
            case "LaneMask.First({0})":
                result = new LaneTruths([.. Each(lane => lane < (int)operands[0]!)]);
                return true;
            case "Lanes.Select({0}, {1}, {2})":
                (bool[] truths, double[] whenTrue, double[] whenFalse) = (LaneTruths.Of(operands[0]).Items, LaneValues.Of(operands[1]).Items, LaneValues.Of(operands[2]).Items);
                result = new LaneValues([.. Each(lane => truths[lane] ? whenTrue[lane] : whenFalse[lane])]);
                return true;
            case "Lanes.AreEqual({0}, {1})" or "Lanes.AreUnequal({0}, {1})":
                (double[] left, double[] right) = (LaneValues.Of(operands[0]).Items, LaneValues.Of(operands[1]).Items);
                result = new LaneTruths([.. Each(lane => left[lane] == right[lane] == (name == Type + ".AreEqual("))]);
                return true;
            case "Lanes.Indices({0})":
                result = new LaneValues([.. Each(lane => (double)((int)operands[0]! + lane))]);
                return true;
            case "Lanes.Dot({0}, {1}, {2})":
                result = Sum(operands[2], i => Number(operands[0], i) * Number(operands[1], i));
                return true;
            case "Lanes.Dot({0}, {1}, {2}, {3}, {4})":
                result = Sum(operands[4], i => Number(operands[0], (int)operands[1]! + i) * Number(operands[2], (int)operands[3]! + i));
                return true;
            case "Lanes.Sum({0}, {1}, {2})":
                result = Sum(operands[2], i => Number(operands[0], (int)operands[1]! + i));
                return true;
            case "Lanes.AddScaled({0}, {1}, {2}, {3})" or "Lanes.Scale({0}, {1}, {2}, {3})":
                Multiples(name, operands[0], 0, (double)operands[1]!, operands[2], 0, (int)operands[3]!);
                return true;
            case "Lanes.AddScaled({0}, {1}, {2}, {3}, {4}, {5})" or "Lanes.Scale({0}, {1}, {2}, {3}, {4}, {5})":
                Multiples(name, operands[0], (int)operands[1]!, (double)operands[2]!, operands[3], (int)operands[4]!, (int)operands[5]!);
                return true;
            case "Lanes.Diagonal({0}, {1})":
                result = new LaneValues([.. Each(lane => AtLane(operands[0], (int)operands[1]!, lane)?.Items[lane] ?? 0)]);
                return true;
            case "Lanes.SetDiagonal({0}, {1}, {2})":
                for (int lane = 0; AtLane(operands[0], (int)operands[1]!, lane) is { } old && lane < count; lane++)
                    Memory.Set(operands[0], [(int)operands[1]! + lane], new LaneValues([.. old.Items.Select((item, i) => i == lane ? (double)operands[2]! : item)]));
                return true;
            case "{0}[{1}]" when operands[0] is LaneValues all:
                result = all.Items[(int)operands[1]!];
                return true;
            case "Lanes.Row({0}, {1})":
                result = Row(operands[0], operands[1]);
                return true;
            case "Lanes.AreEven({0}, {1}, {2})":
                (double[]?[] even, int from, int to) = (Rows(operands[0]), (int)operands[1]!, (int)operands[2]!);
                result = from >= to || from >= 0 && to <= even.Length && even[from..to].All(row => row is not null && row.Length == even[from]!.Length);
                return true;
            case "Lanes.LongestRow({0})":
                result = operands[0] is double[,] matrix ? matrix.GetLength(1) : Rows(operands[0]).Select(row => row?.Length ?? 0).DefaultIfEmpty(0).Max();
                return true;
            case "Lanes.Rows({0}, {1}, {2})" or "Lanes.Rows({0}, {1}, {2}, {3})":
                int number = operands.Length > 3 ? (int)operands[2]! : count;
                result = SideBySide([.. Rows(operands[0]).Skip((int)operands[1]!).Take(number)], number, operands[^1]);
                return true;
            case "Lanes.Before({0}, {1})":
                double[] items = LaneValues.Of(operands[1]).Items;
                result = new LaneValues([.. Each(lane => lane == 0 ? (double)operands[0]! : items[lane - 1])]);
                return true;
            case "Lanes.Last({0})" or "Lanes.Last({0}, {1})":
                result = LaneValues.Of(operands[0]).Items[(operands.Length > 1 ? (int)operands[1]! : count) - 1];
                return true;
            case "LaneMask.All({0})":
                result = LaneTruths.Of(operands[0]).Items.All(isTrue => isTrue);
                return true;
            case "Lanes.Sum({0})":
                result = LaneValues.Of(operands[0]).Items.Sum();
                return true;
            case "Lanes.Max({0})":
                result = LaneValues.Of(operands[0]).Items.Aggregate(Math.Max);
                return true;
            case "Lanes.Min({0})":
                result = LaneValues.Of(operands[0]).Items.Aggregate(Math.Min);
                return true;
        }

        if (!name.StartsWith(Type + ".", StringComparison.Ordinal)) return false;
        string function = name[(Type.Length + 1)..].TrimEnd('(');
        Primitive primitive = Primitive.All.Values.Single(known => known.Form == PrimitiveForm.Function && known.Text == function && known.Arity == operands.Length);
        double[][] arguments = [.. operands.Select(operand => LaneValues.Of(operand).Items)];
        result = new LaneValues([.. Each(lane => (double)Functions.Call(primitive, [.. arguments.Select(items => (object)items[lane])])!)]);
        return true;
    }

    /// <summary>The element that is as many places further as the lane; null behind the end.</summary>
    private static LaneValues? AtLane(object? storage, int first, int lane) =>
        first + lane < Memory.LengthOf(storage) ? (LaneValues)Memory.Get(storage, [first + lane])! : null;

    private static double Number(object? storage, int index) => (double)Memory.Get(storage, [index])!;

    private static Span Row(object? storage, object? row)
    {
        var matrix = (double[,])(storage ?? throw new NullReferenceException());
        if ((int)row! < 0 || (int)row >= matrix.GetLength(0)) throw new IndexOutOfRangeException();
        return new Span(matrix, (int)row * matrix.GetLength(1), matrix.GetLength(1));
    }

    private static double[]?[] Rows(object? storage) => storage is double[,] matrix
        ? [.. Enumerable.Range(0, matrix.GetLength(0)).Select(i => Enumerable.Range(0, matrix.GetLength(1)).Select(j => matrix[i, j]).ToArray())]
        : storage as double[]?[] ?? (double[]?[]?)(storage as Span)?.Array ?? [];

    private static Span SideBySide(double[]?[] rows, int count, object? memory)
    {
        int length = rows.Length < count ? 0 : rows.Select(row => row?.Length ?? 0).DefaultIfEmpty(0).Min();
        for (int j = 0; j < length; j++) Memory.Set(memory, [j], new LaneValues([.. Each(lane => lane < count ? rows[lane]![j] : double.NaN)]));
        return ((Span)memory!) with { Length = length };
    }

    private static double Sum(object? count, Func<int, double> term) => Enumerable.Range(0, Math.Max(0, (int)count!)).Sum(term);

    private static void Multiples(string name, object? to, int toStart, double factor, object? values, int start, int count)
    {
        for (int i = 0; i < count; i++)
        {
            double multiple = factor * Number(values, start + i);
            Memory.Set(to, [toStart + i], name.EndsWith("AddScaled(", StringComparison.Ordinal) ? Number(to, toStart + i) + multiple : multiple);
        }
    }

    private static LaneValues Load(object? storage, int at, int stride, int count) =>
        new([.. Each(lane => lane < count ? (double)Memory.Get(storage, [at + stride * lane])! : double.NaN)]);

    private static void Store(object? value, object? storage, int at, int stride, int count)
    {
        double[] items = LaneValues.Of(value).Items;
        for (int lane = 0; lane < count; lane++) Memory.Set(storage, [at + stride * lane], items[lane]);
    }

    private static object Operate(Primitive primitive, object[] operands) =>
        operands.Length == 1 ? Arithmetic.Unary(primitive, operands[0]) : Arithmetic.Binary(primitive, operands[0], operands[1]);

    private static IEnumerable<T> Each<T>(Func<int, T> value) => Enumerable.Range(0, LaneValues.Count).Select(value);
}
