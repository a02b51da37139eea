using SymbolicDiff.Calculus.Simplification;
using static SymbolicDiff.Calculus.Tests.Operators;
using static SymbolicDiff.Calculus.Tests.Simplification.Snippet;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>Sums that the reverse sweep need not compute again, and adjoints that are zero because of it.</summary>
public sealed class SumTests
{
    private static readonly Variable E = new("e", 0, Code.Doubles, Role.Source);
    private static readonly Variable J = new("j", 0, ValueType.Int32, Role.Source);
    private static readonly Statement NewE = Let(E, new Allocate(Code.Doubles, EquatableArray.Of<Expression>(N)));
    private static readonly Statement[] SumOfE = [NewE, Let(S, Constant.Of(0.0)), Up(N, Let(T, Exp(A.At(I))), Set(E.At(I), T), Add(S, T))];
    private static readonly Statement[] ReverseSum = [Let(XBar, 1.0 / S), Let(UBar, Y), Back(N, Set(G.At(J), XBar * E.At(J)), Subtract(UBar, XBar * E.At(J)))];

    [Fact]
    public void A_sum_that_the_primal_knows_is_taken_out_of_the_loop() => Assert.EndsWith(
        """
        double xBar* = (1.0 / s)
        double uBar* = y
        for j = (n - 1); j >= 0; j += -1
            g[j] = (xBar * e[j])
        uBar -= 1.0
        out = uBar
        return s
        """.Replace("\r", ""),
        After(KnownSums.Run, S, [Guarded, .. SumOfE, .. ReverseSum, Set(Out, UBar)]));

    [Fact]
    public void A_multiple_that_does_not_cancel_is_a_product_behind_the_loop() => Assert.Contains(
        "uBar -= (y * s)", After(KnownSums.Run, S, [.. SumOfE, Let(UBar, X), Back(N, Subtract(UBar, Y * E.At(J))), Set(Out, UBar)]));

    [Fact]
    public void Other_sums_stay_in_their_loops()
    {
        // A factor that is another in each iteration; a sum that is read in its loop; another range.
        Stays([.. SumOfE, Let(UBar, X), Back(N, Subtract(UBar, A.At(J) * E.At(J))), Set(Out, UBar)]);
        Stays([.. SumOfE, Let(UBar, X), Back(N, Subtract(UBar, Y * E.At(J)), Set(G.At(J), UBar)), Set(Out, UBar)]);
        Stays([.. SumOfE, Let(UBar, X), Back(A.Length, Subtract(UBar, Y * E.At(J))), Set(Out, UBar)]);

        // Not a factor; a power of it.
        Stays([.. SumOfE, Let(UBar, X), Back(N, Subtract(UBar, Y / E.At(J))), Set(Out, UBar)]);
        Stays([.. SumOfE, Let(UBar, X), Back(N, Subtract(UBar, E.At(J) * E.At(J))), Set(Out, UBar)]);
    }

    [Fact]
    public void Sums_of_the_primal_that_are_more_than_the_elements_are_not_known()
    {
        Statement[] use = [Let(UBar, X), Back(N, Subtract(UBar, Y * E.At(J))), Set(Out, UBar)];
        Stays([NewE, Let(S, Constant.Of(1.0)), Up(N, Let(T, Exp(A.At(I))), Set(E.At(I), T), Add(S, T)), .. use]);
        Stays([.. SumOfE, Set(S, S * X), .. use]);
        Stays([.. SumOfE, Set(E.At(0), X), .. use]);
        Stays([NewE, Let(S, Constant.Of(0.0)), Up(N, Add(S, E.At(I)), Set(E.At(I), X)), .. use]);
        Stays([NewE, Let(S, Constant.Of(0.0)), Up(N, Let(T, X), Set(E.At(0), T), Add(S, T)), .. use]);
        Stays([NewE, Let(S, Constant.Of(0.0)), Up(N, Let(T, Exp(A.At(I))), Set(E.At(I), T), Add(S, T), new If(X.IsLess(Y), new Block(Set(E.At(I), X)), Block.Empty)), .. use]);
        Stays([NewE, Let(S, Constant.Of(0.0)), Up(N, Let(T, Exp(A.At(I))), Set(E.At(I), T), Add(S, T), Set(E.At(0), X)), .. use]);
        Stays([NewE, Let(S, Constant.Of(0.0)), Up(N, new If(X.IsLess(Y), new Block(Set(E.At(I), X), Add(S, X)), Block.Empty)), .. use]);
    }

    [Fact]
    public void What_callers_reach_may_change() =>
        Stays([Let(S, Constant.Of(0.0)), Up(N, Let(T, X), Set(A.At(I), T), Add(S, T)), Let(UBar, X), Back(N, Subtract(UBar, Y * A.At(J))), Set(Out, UBar)]);

    [Fact]
    public void An_adjoint_that_stays_zero_disappears_with_its_loop() => Assert.Equal(
        """
        for i = (n - 1); i >= 0; i += -1
            g[i] = x
        return x
        """.Replace("\r", ""),
        After(
            function => ZeroAdjoints.Run(function),
            X,
            Let(XBar, Constant.Of(0.0)),
            Down(
                N,
                Set(G.At(I), X),
                Let(TBar, XBar * A.At(I)),
                Add(G.At(I), new Conditional(A.At(I).IsLess(X), TBar, new Conditional(A.At(I).Is(2), 0.5 * XBar, Constant.Of(double.NaN)))),
                new If(X.IsLess(Y), new Block(Add(G.At(I), XBar), Set(XBar, Constant.Of(0.0))), Block.Empty)),
            Add(G.At(0), -XBar)).Replace("    if (x < y)\n", ""));

    [Fact]
    public void Where_an_adjoint_that_stays_zero_is_assigned_zero_is() => Assert.Equal(
        """
        g[0] = 0.0
        return x
        """.Replace("\r", ""),
        After(function => ZeroAdjoints.Run(function), X, Let(XBar, Constant.Of(0.0)), Set(G.At(0), XBar), Add(G.At(1), XBar)));

    [Fact]
    public void An_adjoint_that_becomes_something_stays()
    {
        StaysZero(Let(XBar, Constant.Of(0.0)), Down(N, Add(G.At(I), XBar), Add(XBar, A.At(I))));
        StaysZero(Let(XBar, Constant.Of(0.0)), Down(N, Add(G.At(I), XBar), Set(XBar, new Conditional(X.IsLess(Y), X, XBar))));
        StaysZero(Let(XBar, Constant.Of(0.0)), Down(N, Add(G.At(I), Y / XBar)));
        StaysZero(Let(XBar, Constant.Of(0.0)), Down(N, Add(G.At(I), new Conditional(XBar.IsLess(Y), XBar, XBar))));
    }

    private static Statement Back(Expression limit, params Statement[] body) =>
        new For(J, limit - Constant.Of(1), Constant.Of(0), true, -1, new Block(body));

    private static Statement Subtract(Expression target, Expression value) => new Assign(target, AssignmentKind.Subtract, value);

    private static void Stays(Statement[] statements) =>
        Assert.Equal(After(function => function, S, statements), After(KnownSums.Run, S, statements));

    private static void StaysZero(params Statement[] statements) =>
        Assert.Equal(After(function => function, X, statements), After(function => ZeroAdjoints.Run(function), X, statements));
}
