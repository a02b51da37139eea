using SymbolicDiff.Calculus.Simplification;
using static SymbolicDiff.Calculus.Tests.Operators;
using static SymbolicDiff.Calculus.Tests.Simplification.Snippet;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>Adjoint storages that loops need not keep, factors that leave sums, and elements that are known in terms of others.</summary>
public sealed class ContractionTests
{
    private static readonly StorageType TapeOfDoubles = new(StorageKind.Tape, ValueType.Double);
    private static readonly Variable P = new("p", 0, Code.Doubles, Role.Source);
    private static readonly Variable Tape = new("tTape", 0, TapeOfDoubles, Role.Derivative);
    private static readonly Variable PBar = new("pBar", 0, TapeOfDoubles, Role.Derivative);
    private static readonly Variable SBar = Real("sBar", Role.Derivative);
    private static readonly Variable J = new("j", 0, ValueType.Int32, Role.Source);
    private static readonly Variable K = new("k", 0, ValueType.Int32, Role.Source);
    private static readonly Statement NewP = Let(P, new Allocate(Code.Doubles, EquatableArray.Of<Expression>(N)));
    private static readonly Statement NewPBar = Let(PBar, new Allocate(TapeOfDoubles, EquatableArray.Of<Expression>(N), Lifetime.Rented));
    private static readonly Statement AnyPBar = Let(PBar, new Allocate(TapeOfDoubles, EquatableArray.Of<Expression>(N), Lifetime.Rented, Initialised: false));
    private static readonly Statement NewTape = Let(Tape, new Allocate(TapeOfDoubles, EquatableArray.Of<Expression>(N), Lifetime.Rented, Initialised: false));
    private static readonly Statement[] Softmax =
    [
        NewP, NewTape, Let(S, Constant.Of(0.0)),
        Up(N, Let(T, Exp(A.At(I))), Set(Tape.At(I), T), Set(P.At(I), T), Add(S, P.At(I))),
        Over(J, Set(P.At(J), P.At(J) / S)),
    ];

    [Fact]
    public void A_loop_computes_the_element_that_another_one_has_kept() => AssertBody(
        """
        for i = 0; i < n; i += 1
        for j = 0; j < n; j += 1
            g[j] = b[j]
        return x
        """,
        Contracted(AnyPBar, Up(N, Set(PBar.At(I), B.At(I) / A.At(I))), Over(J, Set(G.At(J), PBar.At(J) * A.At(J)))));

    [Fact]
    public void What_the_loop_does_with_a_single_element_comes_behind_it() => AssertBody(
        """
        int k = (n - 1)
        double uBar* = x
        for j = 0; j < n; j += 1
            uBar -= (0.0 * a[j])
            g[j] = (0.0 * b[j])
        uBar -= (y * a[k])
        g[k] += (y * b[k])
        return x
        """,
        Contracted(
            Let(K, N - Constant.Of(1)),
            Let(UBar, X),
            NewPBar,
            Add(PBar.At(K), Y),
            Over(J, Subtract(UBar, PBar.At(J) * A.At(J)), Set(G.At(J), PBar.At(J) * B.At(J)))));

    [Fact]
    public void A_storage_stays_where_its_elements_are_no_longer_what_was_stored()
    {
        // What they were computed from changes before they are used, or in the iteration before.
        Stays(AnyPBar, Up(N, Set(PBar.At(I), G.At(I) * Y)), Over(J, Set(G.At(J), X)), Over(K, Set(G.At(K), PBar.At(K))));
        Stays(AnyPBar, Up(N, Set(PBar.At(I), G.At(I) * Y)), Over(J, Set(G.At(J + Constant.Of(1)), PBar.At(J))));
        Stays(Let(TBar, X), AnyPBar, Up(N, Set(PBar.At(I), A.At(I) * TBar)), Set(TBar, Y), Over(J, Set(G.At(J), PBar.At(J))));

        // Another range, another element, a part of the loop only.
        Stays(NewPBar, Up(N, Set(PBar.At(I), A.At(I))), Over(J, Set(G.At(J), PBar.At(J + Constant.Of(1)))));
        Stays(NewPBar, new For(I, Constant.Of(1), N, false, 1, new Block(Set(PBar.At(I), A.At(I)))), Over(J, Set(G.At(J), PBar.At(J))));
        Stays(NewPBar, Up(N, new If(X.IsLess(Y), new Block(Set(PBar.At(I), A.At(I))), Block.Empty)), Over(J, Set(G.At(J), PBar.At(J))));
    }

    [Fact]
    public void A_storage_stays_where_a_loop_is_not_linear_in_a_single_element()
    {
        Stays(NewPBar, Add(PBar.At(0), Y), Over(J, Set(G.At(J), PBar.At(J) * PBar.At(J))));
        Stays(NewPBar, Add(PBar.At(0), Y), Over(J, Set(G.At(J), Y / PBar.At(J))));
        Stays(NewPBar, Add(PBar.At(0), Y), Let(SBar, Constant.Of(0.0)), Over(J, Add(SBar, PBar.At(J)), Set(G.At(J), SBar)));
        Stays(NewPBar, Add(PBar.At(0), Y), Let(SBar, Constant.Of(0.0)), Over(J, Set(SBar, PBar.At(J))), Set(G.At(0), SBar));
        Stays(NewPBar, Add(PBar.At(0), Y), Over(J, Set(G.At(J + Constant.Of(1)), PBar.At(J))));
        Stays(NewPBar, Add(PBar.At(0), Y), Over(J, new If(X.IsLess(Y), new Block(Set(G.At(J), PBar.At(J))), Block.Empty)));
    }

    [Fact]
    public void A_storage_stays_where_its_elements_would_cost_more_in_each_loop() => Stays(
        AnyPBar,
        Up(N, Set(PBar.At(I), Exp(A.At(I)))),
        Over(J, Set(G.At(J), PBar.At(J) * X)),
        Over(K, Add(G.At(K), PBar.At(K) * Y)));

    [Fact]
    public void A_factor_that_cancels_leaves_its_sum() => AssertBody(
        """
        double bSum* = 0.0
        for i = 0; i < n; i += 1
            bSum += b[i]
        double tBar* = (bSum * x)
        return x
        """,
        After(Factoring.Run, X, Let(SBar, Constant.Of(0.0)), Up(N, Add(SBar, B.At(I) / Y)), Let(TBar, SBar * Y * X)).Replace("(x * bSum)", "(bSum * x)"));

    [Fact]
    public void A_factor_that_does_not_cancel_stays_in_its_sum()
    {
        Keeps(Let(SBar, Constant.Of(0.0)), Up(N, Add(SBar, B.At(I) / Y)), Let(TBar, SBar * X));
        Keeps(Let(SBar, Constant.Of(0.0)), Up(N, Add(SBar, B.At(I) / Y)), Let(TBar, SBar * Y), Let(UBar, SBar * X));
        Keeps(Let(UBar, Y), Let(SBar, Constant.Of(0.0)), Up(N, Add(SBar, B.At(I) / UBar)), Set(UBar, X), Let(TBar, SBar * UBar));
    }

    [Fact]
    public void An_element_that_a_tape_has_recorded_is_known_by_what_became_of_it() => Assert.EndsWith(
        """
        for k = 0; k < n; k += 1
            g[k] = p[k]
        return s
        """.Replace("\r", ""),
        Cancelled([.. Softmax, Over(K, Set(G.At(K), Tape.At(K) / S))]));

    [Fact]
    public void An_element_is_not_known_by_what_has_changed()
    {
        Statement use = Over(K, Set(G.At(K), Tape.At(K) / S));
        string same = "g[k] = (tTape[k] / s)";
        Assert.Contains(same, Cancelled([.. Softmax, Set(S, X), use]));
        Assert.Contains(same, Cancelled([.. Softmax, Set(P.At(0), X), use]));
        Assert.Contains(same, Cancelled([.. Softmax, Over(I2, Set(P.At(I2 + Constant.Of(1)), X)), use]));
        Assert.Contains(same, Cancelled([.. Softmax[..4], Over(J, Set(P.At(J), P.At(J) / S), Add(S, X)), use]));
        Assert.Contains(same, Cancelled([.. Softmax[..4], new For(J, Constant.Of(1), N, false, 1, new Block(Set(P.At(J), P.At(J) / S))), use]));
    }

    [Fact]
    public void Sums_of_several_terms_that_cancel_are_nothing() => Assert.EndsWith(
        """
        uBar -= 0.0
        return s
        """.Replace("\r", ""),
        After(
            KnownSums.Run,
            S,
            [Guarded, .. Softmax, Let(SBar, Constant.Of(0.0)), Over(I2, Add(SBar, B.At(I2))), Let(UBar, X), Over(K, Subtract(UBar, SBar * P.At(K) - B.At(K)))]));

    [Fact]
    public void Sums_of_several_terms_that_leave_a_difference_stay() => Assert.Contains(
        "    uBar -= (p[k] - b[k])",
        After(
            KnownSums.Run,
            S,
            [Guarded, .. Softmax, Let(SBar, Constant.Of(0.0)), Over(I2, Add(SBar, B.At(I2))), Let(UBar, X), Over(K, Subtract(UBar, P.At(K) - B.At(K)))]));

    private static Variable I2 => new("i", 1, ValueType.Int32, Role.Source);

    private static Statement Over(Variable counter, params Statement[] body) => new For(counter, Constant.Of(0), N, false, 1, new Block(body));

    private static Statement Subtract(Expression target, Expression value) => new Assign(target, AssignmentKind.Subtract, value);

    private static string Contracted(params Statement[] statements) =>
        After(facts => Contraction.Run(facts, new AlgebraMemo()), X, [Guarded, .. statements]).Replace("guard Buffer g, a, b\n", "");

    private static string Cancelled(Statement[] statements) => After(facts => Cancellation.Run(facts, new AlgebraMemo()), S, [Guarded, .. statements]);

    private static void Stays(params Statement[] statements) => Assert.Equal(
        After(function => function, X, [Guarded, .. statements]), After(facts => Contraction.Run(facts, new AlgebraMemo()), X, [Guarded, .. statements]));

    private static void Keeps(params Statement[] statements) =>
        Assert.Equal(After(function => function, X, statements), After(Factoring.Run, X, statements));

    private static void AssertBody(string expected, string actual) => Assert.Equal(expected.Replace("\r", ""), actual);
}
