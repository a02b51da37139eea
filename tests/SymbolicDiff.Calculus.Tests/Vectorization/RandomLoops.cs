using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests.Vectorization;

/// <summary>
/// Random functions that are one loop over n with what loops of derivatives have: sums, largest values, elements side by side, apart or shared, conditions, inner loops, memory
/// of an iteration's own, inside of the loop and outside, rows of which each iteration has one, a matrix, and dependences between iterations that no lanes may overlook. Indices are mostly in range.
/// </summary>
internal sealed class RandomLoops
{
    private readonly Random random;
    private readonly Code code = new();
    private readonly List<Variable> reals = [];
    private readonly List<Variable> mutable = [];
    private readonly List<Variable> sums = [];
    private readonly List<Variable> peaks = [];
    private readonly List<Variable> storages = [];
    private readonly List<Variable> own = [];
    private readonly List<(Variable Counter, Expression Limit)> counters = [];
    private Variable n = null!;
    private Variable m = null!;
    private readonly List<Variable> work = [];
    private Variable handed = null!;
    private Variable rows = null!;
    private Variable matrix = null!;

    private RandomLoops(int seed) => random = new Random(seed);

    public static (Function Function, object?[] Arguments) Of(int seed) => new RandomLoops(seed).Make();

    private (Function Function, object?[] Arguments) Make()
    {
        n = code.Parameter("n", ValueType.Int32);
        m = code.Parameter("m", ValueType.Int32);
        Variable x = code.Real("x");
        Variable a = code.Parameter("a", Code.Doubles);
        Variable b = code.Parameter("b", Code.Span);
        reals.Add(x);
        storages.AddRange([a, b]);
        rows = code.Parameter("r", new StorageType(StorageKind.Array, Code.Doubles));
        matrix = code.Parameter("q", Code.Matrix);
        Variable c = code.New("c", Code.Doubles, a.Length);
        for (int i = 0; i < 2; i++) work.Add(code.New("o" + i, Code.Doubles, m + Constant.Of(1)));
        storages.Add(c);
        for (int i = 0; i < 2; i++) sums.Add(code.Local("s" + i, (double)i));
        peaks.Add(code.Local("p", -1.0));
        handed = code.Local("h", 0.25);
        code.Add(new Guard(GuardKind.Distinct, EquatableArray.Of<Expression>(a, b)));
        Loop("i", Pick<Expression>([n, n, n - Constant.Of(1), Constant.Of(21)]), () => Statements(0));
        if (random.Next(3) == 0) Loop("k", n, () => Statements(0));
        Expression left = random.Next(6) == 0 ? work[0].At(Constant.Of(0)) : x;
        Function function = code.Returns([.. sums, .. peaks, handed, c.At(Constant.Of(0)), c.At(n), matrix.At(Constant.Of(1), n), matrix.At(n, Constant.Of(0)), left]);
        int length = random.Next(0, 28);
        int width = random.Next(0, 4);
        double[] Some() => [.. Enumerable.Range(0, (length + 2) * (width + 1) + 24).Select(_ => Math.Round(random.NextDouble() * 4 - 2, 2))];
        bool isEven = random.Next(2) == 0;
        double[][] someRows = [.. Enumerable.Range(0, Math.Max(0, length + (random.Next(9) == 0 ? -1 : 2))).Select(_ => Some()[..(random.Next(300) == 0 ? 1 : width + 3 + (isEven ? 0 : random.Next(3)))])];
        var square = new double[length + 5, length + 5];
        for (int i = 0; i < square.Length; i++) square[i / (length + 5), i % (length + 5)] = Math.Round(random.NextDouble() * 4 - 2, 2);
        return (function, [length, width, 0.75, Some(), Some(), someRows, square]);
    }

    private void Loop(string name, Expression limit, Action body)
    {
        int start = random.Next(4) == 0 ? 1 : 0;
        bool isDown = random.Next(5) == 0;
        Action<Variable> inside = counter =>
        {
            counters.Add((counter, limit));
            var (visibleReals, visibleMutable, visibleOwn) = (reals.Count, mutable.Count, own.Count);
            body();
            reals.RemoveRange(visibleReals, reals.Count - visibleReals);
            mutable.RemoveRange(visibleMutable, mutable.Count - visibleMutable);
            own.RemoveRange(visibleOwn, own.Count - visibleOwn);
            counters.RemoveAt(counters.Count - 1);
        };
        if (isDown) code.For(name, limit - Constant.Of(1), Constant.Of(start), inside, step: -1, inclusive: true);
        else code.For(name, start, limit, inside);
    }

    private void Statements(int depth)
    {
        int count = random.Next(1, 5);
        for (int i = 0; i < count; i++) Statement(depth);
    }

    private void Statement(int depth)
    {
        switch (random.Next(depth < 2 ? 19 : 10) - (depth == 0 && random.Next(8) == 0 ? 100 : 0))
        {
            case < 0:
                Expression next = Value(2);
                if (random.Next(5) > 0) code.Set(Place(), handed + Value(1));
                code.Set(handed, next);
                break;
            case 0 or 1:
                reals.Add(code.Local("t", Value(3)));
                break;
            case 2:
                Variable local = code.Local("v", Value(2));
                mutable.Add(local);
                reals.Add(local);
                break;
            case 3 when mutable.Count > 0:
                code.Add(new Assign(Pick(mutable), Pick([AssignmentKind.Set, AssignmentKind.Add, AssignmentKind.Subtract]), Value(3)));
                break;
            case 4 or 5:
                code.Add(new Assign(Pick(sums), Pick([AssignmentKind.Add, AssignmentKind.Add, AssignmentKind.Subtract]), Value(3)));
                break;
            case 6:
                Variable peak = Pick(peaks);
                code.Set(peak, Call("max", peak, Value(2)));
                break;
            case 7 or 8:
                code.Add(new Assign(Place(), Pick([AssignmentKind.Set, AssignmentKind.Add, AssignmentKind.Add]), Value(3)));
                break;
            case 9 when own.Count > 0:
                code.Add(new Assign(Pick(own).At(OwnIndex()), Pick([AssignmentKind.Set, AssignmentKind.Add]), Value(2)));
                break;
            case 10:
                code.If(Condition(), () => Assignments(), random.Next(2) == 0 ? () => Assignments() : null);
                break;
            case 11:
                own.Add(code.New("w", Code.Doubles, m + Constant.Of(1)));
                break;
            case 12 or 13:
                Expression end = random.Next(5) == 0 ? rows.At(counters[0].Counter).Length : Pick<Expression>([m, Constant.Of(3)]);
                Loop(depth == 0 ? "j" : "l", end, () => Statements(depth + 1));
                break;
            case 14 or 15:
                Variable memory = Pick(work);
                Expression limit = random.Next(6) == 0 ? m : m + Constant.Of(1);
                Loop("k", limit, () => code.Add(new Assign(memory.At(counters[^1].Counter), random.Next(6) == 0 ? AssignmentKind.Add : AssignmentKind.Set, random.Next(3) == 0 ? Constant.Of(0.0) : Value(2))));
                break;
            case 16:
                code.Add(new Assign(Pick(work).At(OwnIndex()), Pick([AssignmentKind.Set, AssignmentKind.Add]), Value(2)));
                break;
            case 17:
                code.Add(random.Next(2) == 0 ? new Fill(Pick(work), Constant.Of(0.0)) : new Copy(work[0], work[1]));
                break;
            default:
                reals.Add(code.Local("t", Value(2)));
                break;
        }
    }

    /// <summary>An element of a row of the iteration's own.</summary>
    private Expression OfRow()
    {
        Variable counter = counters[0].Counter;
        Element row = rows.At(random.Next(4) == 0 ? counter + Constant.Of(1) : random.Next(8) == 0 ? n - counter : counter);
        if (random.Next(12) == 0) return new Apply(Primitive.Length, ValueType.Int32, row).To(ValueType.Double);
        return new Element(row, random.Next(4) == 0 ? Constant.Of(random.Next(3)) : OwnIndex());
    }

    private void Assignments()
    {
        if (mutable.Count > 0) code.Set(Pick(mutable), Value(2));
        if (random.Next(2) == 0) code.Increase(Pick(sums), Value(2));
        if (random.Next(3) == 0) code.Increase(Place(), Value(1));
    }

    private Expression Condition()
    {
        Expression test = random.Next(4) switch
        {
            0 => counters[0].Counter.IsLess(n - Constant.Of(3)),
            1 => new Apply(Primitive.Equal, ValueType.Boolean, counters[0].Counter, Constant.Of(2)),
            _ => Value(1).IsGreater(0.2),
        };
        return random.Next(4) == 0 ? test.And(Value(1).IsLess(Value(1))) : test;
    }

    private Expression Value(int depth)
    {
        switch (random.Next(depth > 0 ? 12 : 5) + (random.Next(7) == 0 ? 100 : random.Next(7) == 0 ? 200 : 0))
        {
            case >= 200:
                return Pick(work).At(OwnIndex());
            case >= 100:
                return OfRow();
            case 0:
                return Constant.Of(random.Next(1, 5) * 0.5);
            case 1:
                return own.Count > 0 && random.Next(2) == 0 ? Pick(own).At(OwnIndex()) : Place();
            case 2:
                return Place();
            case 3:
                return random.Next(6) == 0 ? Pick(sums) : Pick(reals);
            case 4:
                return random.Next(3) == 0 ? counters[0].Counter.To(ValueType.Double) : Pick(reals);
            case 5 or 6:
                return Value(depth - 1) + Value(depth - 1);
            case 7:
                return Value(depth - 1) - Value(depth - 1);
            case 8:
                return Value(depth - 1) * Value(depth - 1);
            case 9:
                return Call(Pick(["tanh", "abs", "sin", "sqrt", "sinh"]), Value(depth - 1));
            case 10:
                return new Conditional(Condition(), Value(depth - 1), Value(depth - 1)) { IsGuard = false };
            default:
                return Value(depth - 1) / (Value(depth - 1) * Value(depth - 1) + 1.0);
        }
    }

    private Element Place() => random.Next(4) == 0 ? matrix.At(MatrixIndex(), MatrixIndex()) : Pick(storages).At(Index());

    private Expression MatrixIndex() => random.Next(7) switch
    {
        0 => Constant.Of(random.Next(3)),
        1 => counters[0].Counter + Constant.Of(1),
        2 => n - counters[0].Counter,
        3 or 4 => counters[^1].Counter,
        _ => counters[0].Counter,
    };

    private Expression Index()
    {
        Variable counter = counters[0].Counter;
        var (inner, limit) = counters[^1];
        return random.Next(12) switch
        {
            0 => Constant.Of(random.Next(3)),
            1 => counter + Constant.Of(1),
            2 => counter * m,
            3 => counter * limit + inner,
            4 => counter * m + inner,
            5 => inner,
            6 => counter + inner,
            7 => Constant.Of(2) * counter + Constant.Of(1),
            8 => n - counter,
            _ => counter,
        };
    }

    private Expression OwnIndex() => counters.Count > 1 && counters[^1].Limit.Equals(m) ? counters[^1].Counter : Constant.Of(0);

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
