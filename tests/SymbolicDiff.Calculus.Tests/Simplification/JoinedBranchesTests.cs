using SymbolicDiff.Calculus.Simplification;
using static SymbolicDiff.Calculus.Tests.Operators;
using static SymbolicDiff.Calculus.Tests.Simplification.Snippet;

namespace SymbolicDiff.Calculus.Tests.Simplification;

public sealed class JoinedBranchesTests
{
    private static readonly Expression Condition = X.IsLess(Y);

    private static If When(Expression condition, Statement then, Statement? otherwise = null) =>
        new(condition, new Block(then), otherwise is null ? Block.Empty : new Block(otherwise));

    [Fact]
    public void A_branch_that_needs_what_the_other_computed_joins_it() => AssertBody(
        After(JoinedBranches.Run, S, Let(S, X), When(Condition, Set(S, X * Y)), Let(XBar, Constant.Of(0.0)), When(Condition, Set(XBar, S), Set(XBar, Y)), Set(Out, XBar)),
        """
        double s = x
        double xBar* = 0.0
        if (x < y)
            s = (x * y)
            xBar = s
        else
            xBar = y
        out = xBar
        return s
        """);

    [Fact]
    public void The_negated_condition_joins_with_its_branches_turned() => AssertBody(
        After(
            JoinedBranches.Run, S, Let(S, X), When(new Apply(Primitive.Not, ValueType.Boolean, Condition), Set(S, X * Y)), When(Condition, Set(Out, Y), Set(Out, S))),
        """
        double s = x
        if (x < y)
            out = y
        else
            s = (x * y)
            out = s
        return s
        """);

    [Fact]
    public void What_is_joined_joins_inside() => AssertBody(
        After(
            JoinedBranches.Run, S, Let(S, X),
            When(Condition, When(Y.IsLess(2), Set(S, X * Y))), When(Condition, When(Y.IsLess(2), Set(Out, S)))),
        """
        double s = x
        if (x < y)
            if (y < 2.0)
                s = (x * y)
                out = s
        return s
        """);

    [Fact]
    public void Choices_of_a_value_that_need_nothing_of_each_other_stay_apart() => AssertBody(
        After(JoinedBranches.Run, S, Let(S, X), When(Condition, Set(S, Y)), When(Condition, Set(Out, X))),
        """
        double s = x
        if (x < y)
            s = y
        if (x < y)
            out = x
        return s
        """);

    [Fact]
    public void A_condition_that_the_branch_changes_is_another_one() => AssertBody(
        After(JoinedBranches.Run, S, Let(S, X), When(S.IsLess(1), Set(S, S * Y)), When(S.IsLess(1), Set(Out, S))),
        """
        double s = x
        if (s < 1.0)
            s = (s * y)
        if (s < 1.0)
            out = s
        return s
        """);

    [Fact]
    public void So_is_one_of_an_element_that_the_branch_may_write() => AssertBody(
        After(JoinedBranches.Run, S, Let(S, X), When(A.At(0).IsLess(1), new If(Condition, new Block(Set(S, Y), Set(B.At(N), X)), Block.Empty)), When(A.At(0).IsLess(1), Set(Out, S))),
        """
        double s = x
        if (a[0] < 1.0)
            if (x < y)
                s = y
                b[n] = x
        if (a[0] < 1.0)
            out = s
        return s
        """);

    [Fact]
    public void What_stands_between_and_needs_the_first_keeps_them_apart() => AssertBody(
        After(JoinedBranches.Run, S, Let(S, X), When(Condition, Set(S, Y)), Let(XBar, S * X), When(Condition, Set(Out, S * XBar)), Add(Out, XBar)),
        """
        double s = x
        if (x < y)
            s = y
        double xBar* = (s * x)
        if (x < y)
            out = (s * xBar)
        out += xBar
        return s
        """);

    [Fact]
    public void What_stands_between_and_only_the_second_needs_goes_with_it() => AssertBody(
        After(JoinedBranches.Run, S, Let(S, X), When(Condition, Set(S, Y)), Let(XBar, S * X), Let(TBar, XBar * S), When(Condition, Set(Out, S * TBar))),
        """
        double s = x
        if (x < y)
            s = y
            double xBar* = (s * x)
            double tBar* = (xBar * s)
            out = (s * tBar)
        return s
        """);

    [Fact]
    public void What_stands_between_and_changes_behind_it_keeps_them_apart() => AssertBody(
        After(JoinedBranches.Run, S, Let(S, X), Let(UBar, X), When(Condition, Set(S, Y)), Let(XBar, S * UBar), Set(UBar, Y), When(Condition, Set(Out, S * XBar))),
        """
        double s = x
        double uBar* = x
        if (x < y)
            s = y
        double xBar* = (s * uBar)
        uBar = y
        if (x < y)
            out = (s * xBar)
        return s
        """);

    [Fact]
    public void What_stands_between_and_may_throw_keeps_them_apart() => AssertBody(
        After(JoinedBranches.Run, S, Let(S, X), When(Condition, Set(S, Y)), Let(XBar, A.At(N)), When(Condition, Set(Out, S * XBar))),
        """
        double s = x
        if (x < y)
            s = y
        double xBar* = a[n]
        if (x < y)
            out = (s * xBar)
        return s
        """);
}
