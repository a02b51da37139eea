using SymbolicDiff.Fuzz.Variations;

namespace SymbolicDiff.Fuzz.Programs;

/// <summary>Writes a program from a seed: always valid, it ends, its indices are in range, its values stay moderate. The same seed gives the same program.</summary>
internal sealed class SampleWriter
{
    private const int PointCount = 2;
    private const int ArrayLength = 3;

    private enum Result
    {
        Double,
        Single,
        Tuple,
        Array,
        Written,
    }

    private readonly int seed;
    private readonly Random random;
    private readonly Scope scope = new();
    private readonly List<SampleParameter> parameters = [];
    private readonly List<Callee> callees = [];
    private readonly bool hasSingles;
    private readonly bool hasLongArrays;
    private readonly Result result;

    private SampleWriter(int seed)
    {
        this.seed = seed;
        random = new Random(seed);
        hasSingles = random.Next(8) == 0;
        hasLongArrays = new Random(~seed).Next(8) == 0;
        result = random.Next(12) switch
        {
            0 => Result.Tuple,
            1 => Result.Array,
            2 or 3 => Result.Written,
            4 when hasSingles => Result.Single,
            _ => Result.Double,
        };
    }

    public static Sample Write(int seed) => new SampleWriter(seed).Write();

    private Sample Write()
    {
        AddCallees();
        AddParameters();
        var statements = new Statements(random, scope, callees, Leave, 3 + random.Next(18), "", hasSingles);
        List<Node> body = statements.Write();
        body.AddRange(End(statements.Expressions));
        string[] chosen = [.. parameters.Where(parameter => parameter.CarriesReals && random.Next(3) > 0).Select(parameter => parameter.Name)];
        if (chosen.Length == 0) chosen = [parameters.First(parameter => parameter.CarriesReals).Name];
        bool isScalar = result is Result.Double or Result.Single;
        bool hasMore = random.Next(2) == 0;
        bool hasSeconds = hasMore && result == Result.Double && !hasSingles && random.Next(3) == 0;
        bool hasNested = hasSeconds && random.Next(3) == 0;
        if (hasNested) chosen = ["x0"];
        string emit = "Derivatives.Vjp | Derivatives.Jvp" + (!hasMore ? "" : isScalar ? Sample.Gradient : Sample.Repeated) + (hasSeconds ? Sample.Seconds : "");
        var sample = new Sample(
            seed,
            $"[Differentiable({string.Join(", ", chosen.Select(name => $"nameof({name})"))}, Emit = {emit})]",
            result switch { Result.Double => "double", Result.Single => "float", Result.Tuple => "(double first, double second)", Result.Array => "double[]", _ => "void" },
            parameters,
            [.. callees.Select(callee => callee.Text!)],
            Node.Block(body),
            hasSingles)
        {
            HasNested = hasNested,
        };
        if (hasLongArrays) return sample with { Variation = Variation.Fast };
        if (random.Next(2) == 0) return sample;
        int first = Math.Min(random.Next(Variation.All.Count), random.Next(Variation.All.Count));
        return Variation.All.Skip(first).Where(variation => hasSingles || variation != Variation.Precise).Select(variation => sample with { Variation = variation })
            .FirstOrDefault(varied => varied.ToVariantText() is not null, sample);
    }

    /// <summary>Now and then zero: there products have derivatives, and what is guarded against infinity is not.</summary>
    private double Number() => random.Next(16) == 0 ? 0 : Math.Round(random.NextDouble() * 2.6 - 1.3, 3) + 0.0007;

    private void Add(string type, string name, bool carriesReals, Func<object> argument) =>
        parameters.Add(new SampleParameter($"{type} {name}", name, carriesReals, [.. Enumerable.Range(0, PointCount).Select(_ => argument())]));

    private void AddParameters()
    {
        int reals = 1 + random.Next(3);
        for (int i = 0; i < reals; i++)
        {
            bool isSingle = hasSingles && random.Next(2) == 0;
            bool isReference = result == Result.Written && random.Next(3) == 0;
            Add((isReference ? "ref " : "") + (isSingle ? "float" : "double"), "x" + i, true, () => isSingle ? (object)(float)Number() : Number());
            scope.Reals.Add(new Real("x" + i, isSingle, IsReference: isReference));
        }

        if (random.Next(2) == 0)
        {
            Add("int", "n", false, () => random.Next(4));
            scope.Wholes.Add(new Whole("n", 0, 3, false));
        }

        if (random.Next(4) == 0)
        {
            Add("Pair", "p", true, () => new PairValue(Number(), Number()));
            scope.Pairs.Add("p");
        }

        if (random.Next(5) == 0)
        {
            int length = 2 + random.Next(2);
            bool isSpan = random.Next(2) == 0;
            if (isSpan) scope.References.Add("ps");
            Add(isSpan ? "Span<Pair>" : "Pair[]", "ps", true, () => new PairValues([.. Enumerable.Range(0, length).Select(_ => new PairValue(Number(), Number()))]));
            scope.PairArrays.Add(("ps", length));
        }

        if (random.Next(6) == 0)
        {
            Add("(double a, double b)", "q", true, () => (Number(), Number()));
            scope.Reals.AddRange([new Real("q.a", false), new Real("q.b", false)]);
        }

        int storages = random.Next(3) + (hasLongArrays ? 1 : 0);
        for (int i = 0; i < storages; i++) AddStorage("w" + i);
        if (result == Result.Written)
        {
            parameters.Add(new SampleParameter("out double o", "o", false, [.. Enumerable.Range(0, PointCount).Select(_ => (object)0.0)]));
        }
    }

    private void AddStorage(string name)
    {
        int length = (hasLongArrays ? 9 : 2) + random.Next(3);
        double[] Row(int count) => [.. Enumerable.Range(0, count).Select(_ => Number())];
        switch (random.Next(9))
        {
            case 8:
                Add("List<double>", name, true, () => new List<double>(Row(length)));
                scope.Storages.Add(new Storage(name, Shape.List, length, IsParameter: true));
                break;
            case 0:
                Add("Span<double>", name, true, () => Row(length));
                scope.Storages.Add(new Storage(name, Shape.Span, length, IsParameter: true));
                break;
            case 1:
                Add("ReadOnlySpan<double>", name, true, () => Row(length));
                scope.Storages.Add(new Storage(name, Shape.ReadOnlySpan, length, IsParameter: true));
                break;
            case 2:
                Add("double[,]", name, true, () => Matrix(length));
                scope.Storages.Add(new Storage(name, Shape.Matrix, 2, length, IsParameter: true));
                break;
            case 3:
                Add("double[][]", name, true, () => new[] { Row(length), Row(length) });
                scope.Storages.Add(new Storage(name, Shape.Jagged, 2, length, IsParameter: true));
                break;
            default:
                Add("double[]", name, true, () => Row(length));
                scope.Storages.Add(new Storage(name, Shape.Array, length, IsParameter: true));
                break;
        }
    }

    private double[,] Matrix(int columns)
    {
        var matrix = new double[2, columns];
        for (int i = 0; i < matrix.Length; i++) matrix[i / columns, i % columns] = Number();
        return matrix;
    }

    /// <summary>Methods with early exits, with references, and ones that call themselves, with results and with what they write.</summary>
    private void AddCallees()
    {
        int count = random.Next(3);
        for (int i = 0; i < count; i++)
        {
            string name = "H" + i;
            string prefix = "h" + i;
            switch (random.Next(9))
            {
                case 3:
                    callees.Add(Generic(name));
                    break;
                case 4:
                    callees.Add(ByComplexNumbers(name));
                    break;
                case 5:
                    callees.Add(new Callee(Node.Leaf(Kind.Member, ""), $"Ruled.{(random.Next(2) == 0 ? "Wave" : "Hill")}($, $)", 2));
                    break;
                case 6 when hasSingles:
                    callees.Add(ByVectors(name));
                    break;
                case 0:
                    callees.Add(Recursive(name, prefix));
                    break;
                case 1:
                    callees.Add(ByReference(name, prefix));
                    break;
                case 2:
                    callees.Add(RecursiveByReference(name, prefix));
                    break;
                default:
                    callees.Add(Plain(name, prefix));
                    break;
            }
        }
    }

    private Callee Plain(string name, string prefix)
    {
        var inside = new Scope();
        inside.Reals.AddRange([new Real("u", false), new Real("v", false)]);
        var statements = new Statements(random, inside, callees, expressions => Returned(expressions.Double(1)), 1 + random.Next(5), prefix, false);
        List<Node> body = statements.Write();
        body.Add(Returned(statements.Expressions.Moderate(statements.Expressions.Double(2))));
        return new Callee(Node.Of(Kind.Block, $"private static double {name}(double u, double v) $", Node.Block(body)), name + "($, $)", 2);
    }

    /// <summary>A method for any type of reals.</summary>
    private Callee Generic(string name)
    {
        Node Leaf() => Node.Leaf(Kind.Member, Pick("u", "v", "s", "T.CreateChecked(0.25)", "T.One"));
        Node Part() => Node.Of(Kind.Member, Pick("$ * $", "($ - $)", "T.Sin($) * $", "T.Exp(-($ * $))", "$ / (T.One + T.Exp($))", "T.Atan($ * $)"), Leaf(), Leaf());
        Node decision = Node.Of(Kind.Truth, "(s > $)", Leaf()) with { Decides = true };
        Node body = Node.Block(
        [
            Node.Of(Kind.Statement, "T s = $;\n", Node.Leaf(Kind.Member, Pick("u", "v", "u * v"))),
            Node.Of(Kind.Statement, $"for (int i = 0; i < {random.Next(1, 4)}; i++) {{ if ($) s = T.Tanh($); else s += T.CreateChecked(0.5) * T.Cos($); }}\n", decision, Part(), Part()),
            Node.Of(Kind.Statement, "return s * $;\n", Part()),
        ]);
        return new Callee(Node.Of(Kind.Block, $"private static T {name}<T>(T u, T v) where T : System.Numerics.IFloatingPointIeee754<T> $", body), name + "($, $)", 2);
    }

    private Callee ByComplexNumbers(string name)
    {
        Node Leaf() => Node.Leaf(Kind.Member, Pick("z", "w", "new System.Numerics.Complex(0.3, u)", "System.Numerics.Complex.Conjugate(z)"));
        Node Part() => Node.Of(Kind.Member, Pick("$ * $", "($ + $)", "($ - 0.5 * $)", "$ / (3.0 + $ * System.Numerics.Complex.Conjugate(w))"), Leaf(), Leaf());
        Node body = Node.Block(
        [
            Node.Leaf(Kind.Statement, "var z = new System.Numerics.Complex(Math.Tanh(u), Math.Sin(v));\nvar w = new System.Numerics.Complex(Math.Cos(v), 0.25);\n"),
            Node.Of(Kind.Statement, $"for (int i = 0; i < {random.Next(1, 3)}; i++) {{ z = 0.5 * ($); w = z; }}\n", Part()),
            Node.Of(Kind.Statement, "var end = $;\n", Part()),
            Node.Leaf(Kind.Statement, Pick("return end.Real * end.Imaginary;\n", "return end.Real - 0.5 * w.Imaginary;\n")),
        ]);
        return new Callee(Node.Of(Kind.Block, $"private static double {name}(double u, double v) $", body), name + "($, $)", 2);
    }

    private Callee ByVectors(string name)
    {
        string Scale(int i) => Expressions.Text(0.5 + 0.25 * i) + "f";
        int size = random.Next(2, 5);
        string type = $"System.Numerics.Vector{size}";
        string Of(string real) => $"new {type}({string.Join(", ", Enumerable.Range(0, size).Select(i => $"{real} * {Scale(i)}"))})";
        Node Leaf() => Node.Leaf(Kind.Member, Pick("a", "b", "0.5f * a", type + ".One"));
        Node Part() => Node.Of(Kind.Member, Pick("$ + $", "$ * $", "$ - 0.5f * $"), Leaf(), Leaf());
        Node body = Node.Block(
        [
            Node.Leaf(Kind.Statement, $"var a = {Of("(float)Math.Sin(u)")};\nvar b = {Of("(float)Math.Tanh(v)")};\n"),
            Node.Of(Kind.Statement, $"for (int i = 0; i < {random.Next(1, 3)}; i++) {{ b = 0.5f * ($); a.X += b.Y; }}\n", Part()),
            Node.Of(Kind.Statement, $"return 0.5 * {type}.Dot($, b) + a.Length() * 0.25;\n", Part()),
        ]);
        return new Callee(Node.Of(Kind.Block, $"private static double {name}(double u, double v) $", body), name + "($, $)", 2);
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private Callee ByReference(string name, string prefix)
    {
        var inside = new Scope();
        inside.Reals.AddRange([new Real("u", false, IsReference: true), new Real("v", false)]);
        inside.Storages.Add(new Storage("w", Shape.Array, 2, IsParameter: true));
        var statements = new Statements(random, inside, callees, _ => Node.Leaf(Kind.Statement, "return;\n"), 1 + random.Next(4), prefix, false);
        List<Node> body = statements.Write();
        Node method = Node.Of(Kind.Block, $"private static void {name}Into(ref double u, double v, double[] w) $", Node.Block(body));
        Node call = Node.Of(Kind.Block,
            $"private static double {name}(double u, double v) {{ double[] w = {{ v, u }}; double before = u; {name}Into(ref u, v, w); return 0.5 * (u + before * w[0] - w[1]); }}");
        return new Callee(Node.Of(Kind.Block, "$\n$", method, call), name + "($, $)", 2);
    }

    /// <summary>A method that calls itself, changes a number by reference and writes into an array, before and after the call.</summary>
    private Callee RecursiveByReference(string name, string prefix)
    {
        var inside = new Scope();
        inside.Reals.AddRange([new Real("u", false, IsReference: true), new Real("v", false)]);
        inside.Storages.Add(new Storage("w", Shape.Array, 2, IsParameter: true));
        inside.Wholes.Add(new Whole("depth", 0, 3, false));
        var statements = new Statements(random, inside, [], _ => Node.Leaf(Kind.Statement, "return (u, v);\n"), 1 + random.Next(3), prefix, false);
        Expressions e = statements.Expressions;
        List<Node> body = statements.Write();
        body.Add(Node.Of(Kind.Statement, "w[depth % 2] = $;\n", e.Moderate(e.Double(1))));
        body.Add(Node.Of(Kind.Statement, "if (depth <= 0) return ($, w[0]);\n", e.Moderate(e.Double(1))) with { MayGo = false });
        body.Add(Node.Of(Kind.Statement, $"var (low, high) = {name}Into(ref u, $, w, depth - 1);\n", e.Moderate(e.Double(1))) with { MayGo = false });
        body.Add(Node.Of(Kind.Statement, "w[1] = 0.5 * high - $;\n", e.Moderate(e.Double(1))));
        body.Add(Node.Of(Kind.Statement, "return (low + 0.5 * w[1], $);\n", e.Moderate(e.Double(1))) with { MayGo = false });
        Node method = Node.Of(Kind.Block, $"private static (double Low, double High) {name}Into(ref double u, double v, double[] w, int depth) $", Node.Block(body));
        Node call = Node.Of(Kind.Block,
            $"private static double {name}(double u, double v) {{ double[] w = {{ v, u }}; double before = u; var (low, high) = {name}Into(ref u, v, w, {1 + random.Next(3)}); return 0.25 * (u + before * w[0] - w[1] + low * high); }}");
        return new Callee(Node.Of(Kind.Block, "$\n$", method, call), name + "($, $)", 2);
    }

    private Callee Recursive(string name, string prefix)
    {
        var inside = new Scope();
        inside.Reals.AddRange([new Real("u", false), new Real("v", false)]);
        inside.Wholes.Add(new Whole("depth", 0, 3, false));
        var statements = new Statements(random, inside, [], expressions => Returned(expressions.Double(1)), 1 + random.Next(3), prefix, false);
        Expressions e = statements.Expressions;
        List<Node> body =
        [
            Node.Of(Kind.Statement, "if (depth <= 0) return $;\n", e.Moderate(e.Double(1))) with { MayGo = false },
            .. statements.Write(),
        ];
        body.Add(Returned(random.Next(2) == 0
            ? Node.Of(Kind.Real, $"$ + 0.5 * {name}($, v, depth - 1)", e.Moderate(e.Double(1)), e.Moderate(e.Double(1)))
            : Node.Of(Kind.Real, $"{name}($, u, depth - 1) * {name}(u, $, depth - 2) - $", e.Moderate(e.Double(1)), e.Moderate(e.Double(1)), e.Double(0))));
        return new Callee(Node.Of(Kind.Block, $"private static double {name}(double u, double v, int depth) $", Node.Block(body)), $"{name}($, $, {1 + random.Next(3)})", 2);
    }

    private static Node Returned(Node value) => Node.Of(Kind.Statement, "return $;\n", value);

    private Node Leave(Expressions e) => result switch
    {
        Result.Double => Returned(e.Double(2)),
        Result.Single => Returned(e.Of(true, 2)),
        Result.Tuple => Node.Of(Kind.Statement, "return ($, $);\n", e.Double(1), e.Double(1)),
        Result.Array => Node.Of(Kind.Statement, "return [$, $, $];\n", e.Double(1), e.Double(1), e.Double(0)),
        _ => Node.Of(Kind.Statement, "{ o = $; return; }\n", e.Double(1)),
    };

    /// <summary>Everything that is alive influences the result.</summary>
    private IEnumerable<Node> End(Expressions e)
    {
        Storage? array = scope.Storages.LastOrDefault(storage => storage is { Shape: Shape.Array, Length: ArrayLength, IsParameter: false });
        Node sum = Sum(e);
        return result switch
        {
            Result.Double => [Returned(sum)],
            Result.Single => [Returned(Node.Of(Kind.Single, "(float)($)", sum))],
            Result.Tuple => [Node.Of(Kind.Statement, "return ($, $);\n", sum, e.Double(1))],
            Result.Array when array is not null => [Node.Of(Kind.Statement, array.Name + "[0] += $;\n", sum), Node.Leaf(Kind.Statement, $"return {array.Name};\n")],
            Result.Array => [Node.Of(Kind.Statement, "return [$, $, $];\n", sum, e.Double(1), e.Double(0))],
            _ => [Node.Of(Kind.Statement, "o = $;\n", sum)],
        };
    }

    private Node Sum(Expressions e)
    {
        List<Node> parts =
        [
            .. scope.Reals.TakeLast(4).Select(real => Node.Leaf(Kind.Real, real.Name)),
            .. scope.Storages.TakeLast(3).Select(storage => e.Element(storage)),
            .. scope.Pairs.TakeLast(2).Select(pair => Node.Leaf(Kind.Real, pair + ".Product")),
        ];
        return parts.Skip(1).Aggregate(parts[0], (sum, part) => Node.Of(Kind.Real, random.Next(3) == 0 ? "$ - 0.5 * $" : "$ + $", sum, part));
    }
}
