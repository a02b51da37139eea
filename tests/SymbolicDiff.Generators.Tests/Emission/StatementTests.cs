using static SymbolicDiff.Generators.Tests.Emission.Build;

namespace SymbolicDiff.Generators.Tests.Emission;

public class StatementTests
{
    private static readonly Variable a = Var("a", Doubles), b = Var("b", Doubles), m = Var("m", Build.Matrix), r = Var("r", Rows);
    private static readonly Variable s = Var("s", Build.Span), q = Var("q", Build.ReadOnlySpan), x = Double("x"), y = Double("y"), h = Double("h");
    private static readonly Variable i = Int("i"), j = Int("j"), n = Int("n");
    private static readonly Variable flag = Var("flag", ValueType.Boolean);

    [Fact]
    public void Short_loops_and_branches_stand_on_one_line() => Prints(
        """
        double h = 0;
        for (int i = 0; i < a.Length; i++) h += a[i] * b[i];
        if (flag) h = 1;
        while (h > x) h *= 0.5;
        return h;
        """,
        new Declare(h, Real(0)),
        Count(i, a.Length(), h.Add(a.At(i).Times(b.At(i)))),
        new If(flag, new Block(h.Set(Real(1))), Block.Empty),
        new While(Primitive.Greater.Op(h, x), new Block(h.Set(h.Times(Real(0.5))))),
        new Return(h));

    [Fact]
    public void Longer_bodies_have_braces() => Prints(
        """
        for (int i = n - 1; i >= 0; i--)
        {
            double h = a[i];
            b[i] = h;
        }

        for (int i = 0; i <= n; i += 2)
        {
            for (int j = 0; j < i; j++) s[j] = 1;
        }

        if (flag) x = 1;
        else if (x > 2) x += 1;
        else x -= y;
        if (!flag) x = 2;
        """,
        new For(i, n.Minus(Whole(1)), Whole(0), true, -1, new Block(new Declare(h, a.At(i)), b.At(i).Set(h))),
        new For(i, Whole(0), n, true, 2, new Block(Count(j, i, s.At(j).Set(Real(1))))),
        new If(flag, new Block(x.Set(Real(1))), new Block(new If(Primitive.Greater.Op(x, Real(2)), new Block(x.Set(x.Plus(Real(1)))), new Block(x.Set(x.Minus(y)))))),
        new If(flag, Block.Empty, new Block(x.Set(Real(2)))));

    [Fact]
    public void Integers_are_stepped() => Prints(
        """
        n++;
        n--;
        n *= 3;
        n += 2;
        """,
        n.Set(n.Plus(Whole(1))),
        n.Set(n.Minus(Whole(1))),
        n.Set(n.Times(Whole(3))),
        n.Add(Whole(2)));

    [Fact]
    public void Storage_is_filled_and_copied() => Prints(
        """
        s.Clear();
        s.Fill(1);
        Array.Clear(a);
        Array.Fill(a, -0.0);
        Array.Clear(m);
        for (int row = 0; row < m.GetLength(0); row++)
        {
            for (int column = 0; column < m.GetLength(1); column++) m[row, column] = x;
        }

        for (int row2 = 0; row2 < r.Length; row2++) Array.Clear(r[row2]);
        a.CopyTo(b, 0);
        a.CopyTo(s);
        s.CopyTo(a);
        a.AsSpan(n, 3).CopyTo(s.Slice(1));
        """,
        new Fill(s, Real(0)),
        new Fill(s, Real(1)),
        new Fill(a, Real(0)),
        new Fill(a, Real(-0.0)),
        new Fill(m, Real(0)),
        new Fill(m, x),
        new Fill(r, Real(0)),
        new Copy(a, b),
        new Copy(a, s),
        new Copy(s, a),
        new Copy(new View(a, Build.Span, n, Whole(3)), new View(s, Build.Span, Whole(1), null)));

    [Fact]
    public void Tapes_are_rented_and_given_back()
    {
        Variable tape = Var("hTape", Build.Tape, Role.Temporary), bars = Var("aBar", Build.Tape, Role.Temporary), copy = Var("aTape", Build.Tape, Role.Temporary);
        Variable stack = Var("xTape", Build.Stack, Role.Temporary), last = Double("last", Role.Temporary);
        Statement[] body =
        [
            new Declare(tape, new Allocate(Build.Tape, EquatableArray.Of<Expression>(n), Lifetime.Rented, Initialised: false)),
            new Declare(bars, new ZerosLike(a, Build.Tape)),
            new Declare(copy, new CopyOf(a, Build.Tape)),
            new Declare(stack, new Allocate(Build.Stack, EquatableArray<Expression>.Empty, Lifetime.Rented)),
            tape.At(Whole(0)).Set(x),
            new Push(stack, x),
            new Fill(bars, Real(0)),
            new Copy(bars, s),
            new Copy(a, bars),
            new Pop(stack, last),
            new Return(last.Plus(tape.At(Whole(0))).Plus(copy.At(Whole(0)))),
        ];
        Prints(
            """
            using Tape<double> hTape = Tape<double>.Rent(n);
            using Tape<double> aBar = Tape<double>.RentCleared(a.Length);
            using Tape<double> aTape = Tape<double>.Rent(a.Length);
            a.CopyTo(aTape);
            using TapeStack<double> xTape = TapeStack<double>.Rent();
            hTape[0] = x;
            xTape.Push(x);
            aBar.AsSpan().Clear();
            aBar.AsSpan().CopyTo(s);
            a.CopyTo(aBar);
            double last = xTape.Pop();
            return last + hTape[0] + aTape[0];
            """,
            body);
        string old = Body(Method(body), version: 703);
        Assert.StartsWith("Tape<double> hTape = Tape<double>.Rent(n);\ntry\n{\n    Tape<double> aBar", old, StringComparison.Ordinal);
        Assert.EndsWith("}\nfinally\n{\n    hTape.Dispose();\n}", old, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_is_allocated_by_lifetime()
    {
        Variable managed = Var("managed", Doubles), local = Var("local", Build.Span), rows = Var("rows", Rows), moved = Var("moved", Build.Span);
        Prints(
            """
            double[] managed = new double[n];
            Span<double> local = stackalloc double[3];
            double[][] rows = new double[n][];
            scoped Span<double> moved = managed.AsSpan();
            moved = local;
            return managed[0] + local[0] + moved[0];
            """,
            new Declare(managed, new Allocate(Doubles, EquatableArray.Of<Expression>(n))),
            new Declare(local, new Allocate(Build.Span, EquatableArray.Of<Expression>(Whole(3)), Lifetime.Stack)),
            new Declare(rows, new Allocate(Rows, EquatableArray.Of<Expression>(n))),
            new Declare(moved, new View(managed, Build.Span, Whole(0), null)),
            moved.Set(local),
            new Return(managed.At(Whole(0)).Plus(local.At(Whole(0))).Plus(moved.At(Whole(0)))));
    }

    [Fact]
    public void What_the_compiler_does_not_see_assigned_gets_a_first_value()
    {
        Variable u = Double("u"), w = Double("w"), k = Var("k", ValueType.Boolean);
        Prints(
            """
            double u = 0;
            double w;
            bool k = flag;
            if (k)
            {
                u = 1;
                w = 1;
            }
            else
            {
                w = 2;
            }

            if (!k) u = 3;
            return u + w;
            """,
            new Declare(u, null),
            new Declare(w, null),
            new Declare(k, flag),
            new If(k, new Block(u.Set(Real(1)), w.Set(Real(1))), new Block(w.Set(Real(2)))),
            new If(Primitive.Not.Op(k), new Block(u.Set(Real(3))), Block.Empty),
            new Return(u.Plus(w)));
    }

    [Fact]
    public void Guards_effects_and_exceptions() => Prints(
        """
        Guard.Buffer(s, a, b);
        Guard.Distinct(a, b);

        Console.Write(n);
        if (flag) throw new ArgumentException("a");
        """,
        new Calculus.Ir.Guard(GuardKind.Buffer, EquatableArray.Of<Expression>(s, a, b)),
        new Calculus.Ir.Guard(GuardKind.Distinct, EquatableArray.Of<Expression>(a, b)),
        new Evaluate(new External(EquatableArray.Of("global::System.Console.Write(", ")"), EquatableArray.Of<Expression>(n), new OpaqueType("void"), HasEffects: true)),
        new If(flag, new Block(new Throw(new External("new global::System.ArgumentException(\"a\")", new OpaqueType("global::System.ArgumentException")))), Block.Empty));

    private static Function Method(Statement[] body) =>
        Function("F1", body[^1] is Return ? ValueType.Double : null, [.. new[] { a, b, m, r, s, q, x, y, n, flag }.Select(In)], body);

    private static void Prints(string expected, params Statement[] body) => Assert.Equal(expected, Body(Method(body)));
}
