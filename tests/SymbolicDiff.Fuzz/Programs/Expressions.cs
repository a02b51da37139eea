using System.Globalization;

namespace SymbolicDiff.Fuzz.Programs;

/// <summary>Expressions over the variables of a scope. Their values stay moderate and in the domains of the functions.</summary>
internal sealed class Expressions(Random random, Scope scope, IReadOnlyList<Callee> callees)
{
    public T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public bool Chance(int oneIn) => random.Next(oneIn) == 0;

    public Node Of(bool isSingle, int depth) => isSingle ? Single(depth) : Double(depth);

    /// <summary>A double.</summary>
    public Node Double(int depth)
    {
        if (depth <= 0 || Chance(6)) return Leaf();
        Node Next() => Double(depth - 1);
        return random.Next(22) switch
        {
            < 4 => Node.Of(Kind.Real, "($ + $)", Next(), Next()),
            < 7 => Node.Of(Kind.Real, "($ - $)", Next(), Next()),
            < 11 => Node.Of(Kind.Real, "($ * $)", Next(), Next()),
            11 => Node.Of(Kind.Real, "($ / (1.5 + $))", Next(), Square()),
            12 => Node.Of(Kind.Real, "(-$)", Next()),
            13 => Node.Of(Kind.Real, "Math.Sqrt(1 + $)", Square()),
            14 => Node.Of(Kind.Real, "Math.Log(2 + $)", Kinked("Math.Abs($)", Next())),
            15 => Kinked(Pick(["Math.Abs($)", "Math.Max($, 0.1)", "Math.Min(0.4, $)", "Math.Clamp($, -0.7, 0.9)", "Math.Floor((double)$)", "(0.5 * Math.Sign($))"]), Next()),
            16 => Kinked(Pick(["Math.Max($, $)", "Math.Min($, $)"]), Next(), Leaf()),
            17 => Node.Of(Kind.Real, "($ ? $ : $)", Condition(), Next(), Next()),
            18 => Node.Of(Kind.Real, "Math.Pow(1.2 + $, $)", Square(), Leaf()),
            19 when scope.Wholes.Count > 0 => Node.Of(Kind.Real, "($ switch { 0 => $, 1 when $ => $, _ => $ })", AnyWhole(), Next(), Condition(), Leaf(), Leaf()),
            20 when callees.Count > 0 => Pick(callees).Call(this, depth),
            _ => Node.Of(Kind.Real, $"Math.{Pick(["Sin", "Cos", "Tanh", "Atan", "Exp"])}($)", random.Next(3) == 0 ? Leaf() : Bounded(Next())),
        };
    }

    /// <summary>A smooth function with a moderate value: loops would let products grow without bounds.</summary>
    public Node Moderate(Node value) => random.Next(4) switch
    {
        0 => Node.Of(Kind.Real, "Math.Sin($)", value),
        1 => Node.Of(Kind.Real, "Math.Tanh($)", value),
        2 => Node.Of(Kind.Real, "(0.5 * Math.Atan($))", value),
        _ => Node.Of(Kind.Real, "(0.9 * Math.Cos(0.7 * $))", value),
    };

    public Node ModerateSingle(Node value) => Node.Of(Kind.Single, Pick(["MathF.Sin($)", "MathF.Tanh($)", "(0.5f * MathF.Atan($))"]), value);

    /// <summary>A truth value that is decided by reals, integers or both.</summary>
    public Node Condition() => random.Next(8) switch
    {
        0 when scope.Truths.Count > 0 => Node.Leaf(Kind.Truth, Pick(scope.Truths)),
        1 when scope.Wholes.Count > 0 => Node.Of(Kind.Truth, Pick(["($ < $)", "($ == $)", "($ >= $)", "($ != $)"]), AnyWhole(), Node.Leaf(Kind.Integer, Pick(["0", "1", "2"]))),
        2 => Node.Of(Kind.Truth, "($ && $)", Condition(), Comparison()),
        3 => Node.Of(Kind.Truth, "($ || $)", Comparison(), Comparison()),
        4 => Node.Of(Kind.Truth, "(!$)", Comparison()),
        5 => Node.Of(Kind.Truth, "((double)$ is > -0.4 and < 0.6)", Double(1)) with { Decides = true },
        _ => Comparison(),
    };

    public Node Comparison() => Node.Of(Kind.Truth, Pick(["($ < $)", "($ > $)", "($ <= $)", "($ >= $)"]), Double(1), Chance(2) ? Number() : Double(1)) with { Decides = true };

    /// <summary>An integer that is no constant.</summary>
    private Node AnyWhole() => Node.Leaf(Kind.Integer, Pick(scope.Wholes).Name);

    /// <summary>An integer from 0 to below the length.</summary>
    public Node Index(int length)
    {
        List<Whole> inRange = [.. scope.Wholes.Where(whole => whole.Low >= 0 && whole.High < length)];
        List<Whole> positive = [.. scope.Wholes.Where(whole => whole.Low >= 0)];
        return random.Next(6) switch
        {
            0 or 1 when inRange.Count > 0 => Node.Leaf(Kind.Integer, Pick(inRange).Name),
            2 when inRange.Count > 0 => Node.Leaf(Kind.Integer, $"({length - 1} - {Pick(inRange).Name})"),
            3 when positive.Count > 0 => Node.Leaf(Kind.Integer, $"(({Pick(positive).Name} + {random.Next(3)}) % {length})"),
            4 => Node.Of(Kind.Integer, $"($ ? 0 : {length - 1})", Condition()),
            _ => Node.Leaf(Kind.Integer, random.Next(length).ToString(CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>An element of the storage.</summary>
    public Node Element(Storage storage, Kind kind = Kind.Real) => storage.Shape switch
    {
        Shape.Matrix => Node.Of(kind, storage.Name + "[$, $]", Index(storage.Length), Index(storage.RowLength)),
        Shape.Jagged => Node.Of(kind, storage.Name + "[$][$]", Index(storage.Length), Index(storage.RowLength)),
        _ => Node.Of(kind, storage.Name + "[$]", Index(storage.Length)),
    };

    public Node Number() => Node.Leaf(Kind.Real, Text(Math.Round(random.NextDouble() * 2.4 - 1.2, 2) + 0.003));

    /// <summary>The exponential must not run away.</summary>
    private Node Bounded(Node value) => Chance(2) ? Node.Of(Kind.Real, "(0.3 * $)", value) : Node.Of(Kind.Real, "Math.Tanh($)", value);

    private static Node Kinked(string format, params Node[] operands) => Node.Of(Kind.Real, format, operands) with { Decides = true };

    /// <summary>A number that is not negative.</summary>
    private Node Square()
    {
        Node leaf = Leaf();
        return Node.Of(Kind.Real, "$ * $", leaf, leaf);
    }

    private Node Leaf()
    {
        switch (random.Next(10))
        {
            case < 2 when scope.Storages.Count > 0:
                return Element(Pick(scope.Storages));
            case 2 when scope.Pairs.Count > 0:
                return Node.Leaf(Kind.Real, Pick(scope.Pairs) + Pick([".X", ".Y", ".Product"]));
            case 3 when scope.PairArrays.Count > 0 && Chance(2):
                var (pairs, length) = Pick(scope.PairArrays);
                return Node.Of(Kind.Real, pairs + "[$]" + Pick([".X", ".Y", ".Product"]), Index(length));
            case 3:
                return Number();
            case 4 when scope.Wholes.Count > 0:
                return Node.Leaf(Kind.Real, $"(0.25 * {Pick(scope.Wholes).Name})");
            default:
                return Node.Leaf(Kind.Real, Pick(scope.Reals).Name);
        }
    }

    private Node Single(int depth)
    {
        if (depth <= 0 || Chance(5)) return SingleLeaf();
        Node Next() => Single(depth - 1);
        return random.Next(8) switch
        {
            0 => Node.Of(Kind.Single, "($ + $)", Next(), Next()),
            1 => Node.Of(Kind.Single, "($ - $)", Next(), Next()),
            2 or 3 => Node.Of(Kind.Single, "($ * $)", Next(), Next()),
            4 => Node.Of(Kind.Single, "($ / (1.5f + MathF.Exp($)))", Next(), SingleLeaf()),
            5 => Node.Of(Kind.Single, "(float)$", Moderate(Double(depth - 1))),
            _ => Node.Of(Kind.Single, $"MathF.{Pick(["Sin", "Cos", "Tanh", "Atan"])}($)", Next()),
        };
    }

    private Node SingleLeaf()
    {
        List<Real> singles = [.. scope.Reals.Where(real => real.IsSingle)];
        return singles.Count > 0 && !Chance(4)
            ? Node.Leaf(Kind.Single, Pick(singles).Name)
            : Node.Leaf(Kind.Single, Text(Math.Round(random.NextDouble() * 2 - 1, 2)).Replace(")", "f)", StringComparison.Ordinal) is var text && text[^1] == ')' ? text : text + "f");
    }

    public static string Text(double number) => number.ToString("0.0###", CultureInfo.InvariantCulture) is var text && number < 0 ? $"({text})" : text;
}
