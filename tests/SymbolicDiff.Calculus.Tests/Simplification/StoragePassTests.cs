using SymbolicDiff.Calculus.Simplification;
using static SymbolicDiff.Calculus.Tests.Operators;
using static SymbolicDiff.Calculus.Tests.Simplification.Snippet;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>The passes that know elements of storages: which are read, which are written by whom, and in which order.</summary>
public sealed class StoragePassTests
{
    [Fact]
    public void Stores_that_nobody_reads_go() => AssertBody(
        After(DeadStores.Run, X, Let(Own, NewLike(A)), Up(A.Length, Set(Own.At(I), X)), Add(Out, Own.At(0)), Add(Own.At(0), Y)),
        """
        double[] own* = new double[](length(a))
        for i = 0; i < length(a); i += 1
            own[i] = x
        out += own[0]
        return x
        """);

    [Fact]
    public void Stores_that_are_read_under_another_name_stay() => AssertBody(
        After(DeadStores.Run, X, Let(Own, NewLike(A)), Let(Alias, Own), Set(Own.At(0), X), Add(Out, Alias.At(0)), Set(Own.At(0), Y)),
        """
        double[] own* = new double[](length(a))
        double[] alias* = own
        own[0] = x
        out += alias[0]
        own[0] = y
        return x
        """);

    [Fact]
    public void Stores_that_a_later_iteration_reads_stay() => AssertBody(
        After(DeadStores.Run, X, Let(Own, NewLike(A)), Up(N, Add(Out, Own.At(I)), Set(Own.At(I + 1), X))),
        """
        double[] own* = new double[](length(a))
        for i = 0; i < n; i += 1
            out += own[i]
            own[(i + 1)] = x
        return x
        """);

    [Fact]
    public void Independent_iterations_run_upwards() => AssertBody(
        After(LoopDirection.Run, X, Guarded, Down(N, Add(G.At(I), X * A.At(I)))),
        """
        guard Buffer g, a, b
        for i = 0; i < n; i += 1
            g[i] += (x * a[i])
        return x
        """);

    [Fact]
    public void Iterations_that_may_write_what_others_read_keep_their_direction() => AssertBody(
        After(LoopDirection.Run, X, Down(N, Add(G.At(I), X * A.At(I)))),
        """
        for i = (n - 1); i >= 0; i += -1
            g[i] += (x * a[i])
        return x
        """);

    [Fact]
    public void Dependent_iterations_keep_their_direction() => AssertBody(
        After(LoopDirection.Run, X, Let(XBar, X), Down(N, Add(G.At(I), XBar), Set(XBar, XBar * A.At(I)))),
        """
        double xBar* = x
        for i = (n - 1); i >= 0; i += -1
            g[i] += xBar
            xBar = (xBar * a[i])
        return x
        """);

    [Fact]
    public void What_is_filled_with_another_number_is_added_to() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(1.0)), Up(A.Length, Add(G.At(I), X))),
        """
        guard Buffer g, a, b
        fill g with 1.0
        for i = 0; i < length(a); i += 1
            g[i] += x
        return x
        """);

    [Fact]
    public void Zeroing_that_is_overwritten_goes() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(0.0)), Up(A.Length, Add(G.At(I), X))),
        """
        guard Buffer g, a, b
        for i = 0; i < length(a); i += 1
            g[i] = x
        return x
        """);

    [Fact]
    public void Zeroing_goes_where_elements_are_assigned() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(0.0)), Up(A.Length, Set(G.At(I), X))),
        """
        guard Buffer g, a, b
        for i = 0; i < length(a); i += 1
            g[i] = x
        return x
        """);

    [Fact]
    public void What_is_read_and_then_set_in_each_iteration_starts_from_zero() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(0.0)), Up(A.Length, Let(XBar, G.At(I)), Add(XBar, Y), Set(G.At(I), XBar))),
        """
        guard Buffer g, a, b
        for i = 0; i < length(a); i += 1
            double xBar* = 0.0
            xBar += y
            g[i] = xBar
        return x
        """);

    [Fact]
    public void What_is_read_and_not_always_set_needs_its_zero() => AssertBody(
        After(
            Zeroing.Run,
            X,
            Guarded,
            new Fill(G, Constant.Of(0.0)),
            Up(A.Length, Let(XBar, G.At(I)), Add(XBar, Y), new If(new Apply(Primitive.Less, ValueType.Boolean, X, Y), Block.Empty, new Block(Set(G.At(I), XBar))))),
        """
        guard Buffer g, a, b
        fill g with 0.0
        for i = 0; i < length(a); i += 1
            double xBar* = g[i]
            xBar += y
            if (x < y)
            else
                g[i] = xBar
        return x
        """);

    [Fact]
    public void What_is_added_stays_before_a_loop_that_sets() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(0.0)), Add(G.At(0), X), Up(A.Length, Set(G.At(I), Y))),
        """
        guard Buffer g, a, b
        fill g with 0.0
        g[0] = x
        for i = 0; i < length(a); i += 1
            g[i] = y
        return x
        """);

    [Fact]
    public void Zeroing_is_left_to_the_case_without_iterations() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(0.0)), Up(AllButOne, Set(G.At(I), X)), LastIf(1)),
        """
        guard Buffer g, a, b
        if (length(a) <= 1)
            fill g with 0.0
        for i = 0; i < (length(a) - 1); i += 1
            g[i] = x
        if (length(a) > 1)
            g[(length(a) - 1)] = y
        return x
        """);

    [Fact]
    public void Zeroing_stays_where_the_last_element_is_assigned_under_another_condition() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(0.0)), Up(AllButOne, Set(G.At(I), X)), LastIf(2)),
        """
        guard Buffer g, a, b
        fill g with 0.0
        for i = 0; i < (length(a) - 1); i += 1
            g[i] = x
        if (length(a) > 2)
            g[(length(a) - 1)] = y
        return x
        """);

    [Fact]
    public void Zeroing_of_what_a_loop_may_not_reach_stays() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(0.0)), Up(B.Length, Add(G.At(I), X))),
        """
        guard Buffer g, a, b
        fill g with 0.0
        for i = 0; i < length(b); i += 1
            g[i] += x
        return x
        """);

    [Fact]
    public void What_goes_to_the_next_element_is_carried() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(0.0)), Up(N, Add(G.At(I + 1), X), new Assign(G.At(I), AssignmentKind.Subtract, Y))),
        """
        guard Buffer g, a, b
        fill g with 0.0
        double gNext* = 0.0
        for i = 0; i < n; i += 1
            g[i] = (gNext - y)
            gNext = x
        if (n > 0)
            g[n] = gNext
        return x
        """);

    [Fact]
    public void Downwards_what_goes_to_the_element_before_is_carried() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(0.0)), Down(A.Length, Add(G.At(I + 1), X), Add(G.At(I), Y))),
        """
        guard Buffer g, a, b
        fill g with 0.0
        double gNext* = 0.0
        for i = (length(a) - 1); i >= 0; i += -1
            g[(i + 1)] = (gNext + x)
            gNext = y
        if (length(a) > 0)
            g[0] = gNext
        return x
        """);

    [Fact]
    public void Nothing_is_carried_past_another_access() => AssertBody(
        After(Zeroing.Run, X, Guarded, new Fill(G, Constant.Of(0.0)), Up(N, Add(G.At(I + 1), X), Add(G.At(I), Y), Add(G.At(0), X))),
        """
        guard Buffer g, a, b
        fill g with 0.0
        for i = 0; i < n; i += 1
            g[(i + 1)] += x
            g[i] += y
            g[0] += x
        return x
        """);

    [Fact]
    public void Zeroing_stays_where_additions_are_conditional() => AssertBody(
        After(
            Zeroing.Run,
            X,
            Guarded,
            new Fill(G, Constant.Of(0.0)),
            Up(A.Length, new If(A.At(I).IsGreater(0), new Block(Add(G.At(I), X)), Block.Empty))),
        """
        guard Buffer g, a, b
        fill g with 0.0
        for i = 0; i < length(a); i += 1
            if (a[i] > 0.0)
                g[i] += x
        return x
        """);

    [Fact]
    public void Elements_met_first_are_assigned() => AssertBody(
        After(Zeroing.Run, X, new Fill(G, Constant.Of(0.0)), Add(G.At(2), X), Add(G.At(0), Y), Add(G.At(2), Y)),
        """
        fill g with 0.0
        g[2] = x
        g[0] = y
        g[2] += y
        return x
        """);

    private static readonly Variable J = new("j", 0, ValueType.Int32, Role.Source);

    private static Statement Nested(Expression index) =>
        Up(A.Length, new For(J, Constant.Of(0), B.Length, false, 1, new Block(Add(G.At(index), X))));

    [Fact]
    public void A_nest_that_writes_the_first_elements_leaves_the_rest_to_be_zeroed() => AssertBody(
        After(Zeroing.RunWithRests, X, Guarded, new Fill(G, Constant.Of(0.0)), Nested(I * B.Length + J)),
        """
        guard Buffer g, a, b
        fill g.view((length(a) * length(b))) with 0.0
        for i = 0; i < length(a); i += 1
            for j = 0; j < length(b); j += 1
                g[((i * length(b)) + j)] = x
        return x
        """);

    [Fact]
    public void A_nest_that_meets_elements_more_than_once_or_not_at_all_adds() => AssertBody(
        After(Zeroing.RunWithRests, X, Guarded, new Fill(G, Constant.Of(0.0)), Nested(I * A.Length + J)),
        """
        guard Buffer g, a, b
        fill g with 0.0
        for i = 0; i < length(a); i += 1
            for j = 0; j < length(b); j += 1
                g[((i * length(a)) + j)] += x
        return x
        """);

    [Fact]
    public void A_limit_that_may_be_negative_says_nothing_of_the_rest() => AssertBody(
        After(Zeroing.RunWithRests, X, Guarded, new Fill(G, Constant.Of(0.0)), Up(N, Add(G.At(I), X))),
        """
        guard Buffer g, a, b
        fill g with 0.0
        for i = 0; i < n; i += 1
            g[i] += x
        return x
        """);

    [Fact]
    public void Elements_that_both_branches_write_need_no_zeros() => AssertBody(
        After(
            Zeroing.RunWithRests,
            X,
            new Fill(G, Constant.Of(0.0)),
            Add(G.At(0), X),
            new If(X.IsGreater(0), new Block(Add(G.At(1), X), Add(G.At(0), Y)), new Block(Add(G.At(1), Y), Add(G.At(2), Y))),
            Add(G.At(2), X)),
        """
        fill g.view(2) with 0.0
        g[0] = x
        if (x > 0.0)
            g[1] = x
            g[0] += y
        else
            g[1] = y
            g[2] = y
        g[2] += x
        return x
        """);

    [Fact]
    public void A_branch_that_writes_all_needs_no_zeros() => AssertBody(
        After(
            Zeroing.RunWithRests,
            X,
            Guarded,
            new Fill(G, Constant.Of(0.0)),
            new If(X.IsGreater(0), new Block(Up(A.Length, Add(G.At(I), X))), Block.Empty),
            Add(G.At(N), X)),
        """
        guard Buffer g, a, b
        if (x > 0.0)
            for i = 0; i < length(a); i += 1
                g[i] = x
        else
            fill g with 0.0
        g[n] += x
        return x
        """);

    [Fact]
    public void Memory_of_each_iteration_is_taken_before_the_loop() => AssertBody(
        After(LoopMemory.Run, X, Guarded, Up(N, Let(Own, NewLike(A)), Add(Own.At(0), X), Add(Out, Own.At(0)))),
        """
        guard Buffer g, a, b
        double[] own* = new double[](length(a))
        for i = 0; i < n; i += 1
            fill own with 0.0
            own[0] += x
            out += own[0]
        return x
        """);

    [Fact]
    public void Memory_whose_length_could_throw_where_the_loop_does_not_run_stays() => AssertBody(
        After(LoopMemory.Run, X, Up(N, Let(Own, NewLike(A)), Add(Own.At(0), X), Add(Out, Own.At(0)))),
        """
        for i = 0; i < n; i += 1
            double[] own* = new double[](length(a))
            own[0] += x
            out += own[0]
        return x
        """);

    [Fact]
    public void Memory_that_outlives_its_iteration_stays() => AssertBody(
        After(
            LoopMemory.Run,
            X,
            Guarded,
            Let(Alias, NewLike(A)),
            Up(N, Let(Own, NewLike(A)), Set(Own.At(0), Alias.At(0)), new Assign(Alias, AssignmentKind.Set, Own)),
            Add(Out, Alias.At(0))),
        """
        guard Buffer g, a, b
        double[] alias* = new double[](length(a))
        for i = 0; i < n; i += 1
            double[] own* = new double[](length(a))
            own[0] = alias[0]
            alias = own
        out += alias[0]
        return x
        """);

    private static Expression AllButOne => new Apply(Primitive.Subtract, ValueType.Int32, A.Length, Constant.Of(1));

    private static If LastIf(int more) => new(new Apply(Primitive.Greater, ValueType.Boolean, A.Length, Constant.Of(more)), new Block(Set(G.At(AllButOne), Y)), Block.Empty);
}
