using SymbolicDiff.Calculus.Simplification;
using static SymbolicDiff.Calculus.Tests.Operators;
using static SymbolicDiff.Calculus.Tests.Simplification.Snippet;

namespace SymbolicDiff.Calculus.Tests.Simplification;

public sealed class LoopInvariantsTests
{
    private static readonly StorageType RowsType = new(StorageKind.Array, Code.Doubles);
    private static readonly Variable Rows = new("rows", 0, RowsType, Role.Source);
    private static readonly Variable J = new("j", 0, ValueType.Int32, Role.Source);

    private static readonly Statement MakeRows = Let(Rows, new Allocate(RowsType, EquatableArray.Of<Expression>(N)));

    private static For Over(Expression limit, params Statement[] body) => new(J, Constant.Of(0), limit, false, 1, new Block(body));

    [Fact]
    public void What_the_primal_has_read_is_read_once_before_the_loop() => AssertBody(
        After(LoopInvariants.Run, T, Guarded, Let(T, A.At(0)), Up(N, Set(G.At(I), X * A.At(0)))),
        """
        guard Buffer g, a, b
        double t' = a[0]
        double aElement* = a[0]
        for i = 0; i < n; i += 1
            g[i] = (x * aElement)
        return t
        """);

    [Fact]
    public void What_may_not_be_there_is_read_by_the_iterations_alone() => AssertBody(
        After(LoopInvariants.Run, X, Guarded, Up(N, Set(G.At(I), X * A.At(0)))),
        """
        guard Buffer g, a, b
        for i = 0; i < n; i += 1
            g[i] = (x * a[0])
        return x
        """);

    [Fact]
    public void What_was_read_under_a_condition_may_not_be_there() => AssertBody(
        After(LoopInvariants.Run, S, Guarded, Let(S, X), new If(X.IsLess(Y), new Block(Set(S, A.At(0))), Block.Empty), Up(N, Set(G.At(I), X * A.At(0)))),
        """
        guard Buffer g, a, b
        double s = x
        if (x < y)
            s = a[0]
        for i = 0; i < n; i += 1
            g[i] = (x * a[0])
        return s
        """);

    [Fact]
    public void What_was_read_without_a_condition_is_there_under_it_too() => AssertBody(
        After(LoopInvariants.Run, T, Guarded, Let(T, A.At(0)), new If(X.IsLess(Y), new Block(Up(N, Set(G.At(I), X * A.At(0)))), Block.Empty)),
        """
        guard Buffer g, a, b
        double t' = a[0]
        if (x < y)
            double aElement* = a[0]
            for i = 0; i < n; i += 1
                g[i] = (x * aElement)
        return t
        """);

    [Fact]
    public void What_one_branch_has_read_may_not_be_there_in_another() => AssertBody(
        After(LoopInvariants.Run, S, Guarded, Let(S, X), new If(X.IsLess(Y), new Block(Set(S, A.At(0))), Block.Empty), new If(X.IsLess(2), new Block(Up(N, Set(G.At(I), X * A.At(0)))), Block.Empty)),
        """
        guard Buffer g, a, b
        double s = x
        if (x < y)
            s = a[0]
        if (x < 2.0)
            for i = 0; i < n; i += 1
                g[i] = (x * a[0])
        return s
        """);

    [Fact]
    public void What_the_loop_writes_is_read_each_time() => AssertBody(
        After(LoopInvariants.Run, T, Guarded, Let(T, A.At(0)), Up(N, Set(G.At(I), X * A.At(0)), Set(A.At(I), X))),
        """
        guard Buffer g, a, b
        double t' = a[0]
        for i = 0; i < n; i += 1
            g[i] = (x * a[0])
            a[i] = x
        return t
        """);

    [Fact]
    public void The_primal_stays_as_it_is_written() => AssertBody(
        After(LoopInvariants.Run, S, Guarded, Let(S, A.At(0)), Up(N, Set(S, S * A.At(0)))),
        """
        guard Buffer g, a, b
        double s = a[0]
        for i = 0; i < n; i += 1
            s = (s * a[0])
        return s
        """);

    [Fact]
    public void A_row_is_found_once() => AssertBody(
        After(LoopInvariants.Run, X, Guarded, MakeRows, Over(N, Up(A.Length, Set(G.At(I), X * Rows.At(J).At(I))))),
        """
        guard Buffer g, a, b
        double[][] rows = new double[][](n)
        for j = 0; j < n; j += 1
            double[] rowsRow* = rows[j]
            for i = 0; i < length(a); i += 1
                g[i] = (x * rowsRow[i])
        return x
        """);

    [Fact]
    public void A_row_that_is_replaced_is_found_each_time() => AssertBody(
        After(LoopInvariants.Run, X, Guarded, MakeRows, Over(N, Up(A.Length, Set(G.At(I), X * Rows.At(J).At(I)), Set(Rows.At(J), A)))),
        """
        guard Buffer g, a, b
        double[][] rows = new double[][](n)
        for j = 0; j < n; j += 1
            for i = 0; i < length(a); i += 1
                g[i] = (x * rows[j][i])
                rows[j] = a
        return x
        """);

    [Fact]
    public void What_all_iterations_add_to_one_element_is_summed_in_a_local() => AssertBody(
        After(LoopInvariants.Run, X, Let(Own, NewLike(A)), Over(A.Length, Up(N, Add(Own.At(J), X * B.At(I)))), Add(Out, Own.At(0))),
        """
        double[] own* = new double[](length(a))
        for j = 0; j < length(a); j += 1
            double ownSum* = own[j]
            for i = 0; i < n; i += 1
                ownSum += (x * b[i])
            own[j] = ownSum
        out += own[0]
        return x
        """);

    [Fact]
    public void A_sum_that_the_loop_reads_stays_in_its_element() => AssertBody(
        After(LoopInvariants.Run, X, Let(Own, NewLike(A)), Over(A.Length, Up(N, Add(Own.At(J), X * B.At(I)), Add(Out, Own.At(J)))), Add(Out, Own.At(0))),
        """
        double[] own* = new double[](length(a))
        for j = 0; j < length(a); j += 1
            for i = 0; i < n; i += 1
                own[j] += (x * b[i])
                out += own[j]
        out += own[0]
        return x
        """);

    [Fact]
    public void A_counter_is_counted_on_behind_the_statement_that_uses_it()
    {
        Variable next = new("next", 0, ValueType.Int32, Role.Source), before = new("before", 0, ValueType.Int32, Role.Temporary);
        AssertBody(
            After(
                Postponement.Run, S, Let(S, X), Let(next, Constant.Of(0)),
                Up(N, Let(before, next), Add(next, Constant.Of(1)), Let(T, A.At(before)), Let(U, T * Y), Set(S, S + U))),
            """
            double s = x
            int next = 0
            for i = 0; i < n; i += 1
                int before' = next
                double t' = a[before]
                double u' = (t * y)
                s = (s + u)
                next += 1
            return s
            """);
    }
}
