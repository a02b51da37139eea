using SymbolicDiff.Calculus.Simplification;
using static SymbolicDiff.Calculus.Tests.Operators;
using static SymbolicDiff.Calculus.Tests.Simplification.Snippet;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>Each pass by itself: what it does, and what it leaves alone because it would not be right.</summary>
public sealed class PassTests
{
    [Fact]
    public void StoresBack_drops_the_store_of_what_the_element_holds() => AssertBody(
        After(StoresBack.Run, TBar, Let(TBar, new Element(G, N)), Set(new Element(G, N), TBar), Let(XBar, TBar)),
        """
        double tBar* = g[n]
        double xBar* = tBar
        return tBar
        """);

    [Fact]
    public void Propagation_turns_a_sum_from_zero_into_an_assignment() => AssertBody(
        After(Propagation.Run, XBar, Let(XBar, Constant.Of(0.0)), Add(XBar, X * Y)),
        """
        double xBar* = 0.0
        xBar = (x * y)
        return xBar
        """);

    [Fact]
    public void Propagation_keeps_the_sums_of_the_primal() => AssertBody(
        After(Propagation.Run, S, Let(S, Constant.Of(0.0)), Add(S, X)),
        """
        double s = 0.0
        s += x
        return s
        """);

    [Fact]
    public void Propagation_prefers_the_name_that_the_user_gave() => AssertBody(
        After(Propagation.Run, T, Let(T, X * Y), Let(S, T), Let(U, T * T)),
        """
        double t' = (x * y)
        double s = t
        double u' = (s * s)
        return s
        """);

    [Fact]
    public void Propagation_forgets_a_copy_of_what_is_assigned() => AssertBody(
        After(Propagation.Run, TBar, Let(XBar, X), Let(TBar, XBar), Add(XBar, Y), Let(UBar, TBar)),
        """
        double xBar* = x
        double tBar* = x
        xBar = (x + y)
        double uBar* = x
        return x
        """);

    [Fact]
    public void Propagation_makes_a_choice_of_a_branch() => AssertBody(
        After(Propagation.Run, XBar, Let(XBar, Constant.Of(0.0)), new If(X.IsGreater(0), new Block(Add(XBar, Y)), Block.Empty)),
        """
        double xBar* = 0.0
        xBar = ((x > 0.0) ? y : 0.0)
        return xBar
        """);

    [Fact]
    public void Propagation_knows_nothing_of_what_a_loop_assigns() => AssertBody(
        After(Propagation.Run, XBar, Let(XBar, Constant.Of(0.0)), Up(N, Add(XBar, Y))),
        """
        double xBar* = 0.0
        for i = 0; i < n; i += 1
            xBar += y
        return xBar
        """);

    [Fact]
    public void Versions_give_each_value_its_variable() => AssertBody(
        After(Versions.Run, XBar, Let(XBar, X), Add(XBar, Y), Up(N, Add(XBar, Y)), Set(XBar, XBar * X)),
        """
        double xBar* = x
        double xBar#1* = (xBar + y)
        for i = 0; i < n; i += 1
            xBar#1 += y
        double xBar#2* = (xBar#1 * x)
        return xBar#2
        """);

    [Fact]
    public void Dead_stores_go() => AssertBody(
        After(DeadStores.Run, X, Set(Out, Constant.Of(0.0)), Let(XBar, X), Set(Out, XBar), Set(XBar, Constant.Of(0.0))),
        """
        double xBar* = x
        out = xBar
        return x
        """);

    [Fact]
    public void Stores_that_the_next_iteration_reads_stay() => AssertBody(
        After(DeadStores.Run, X, Let(XBar, X), Set(Out, X), Up(N, Add(Out, XBar), Set(XBar, Y))),
        """
        double xBar* = x
        out = x
        for i = 0; i < n; i += 1
            out += xBar
            xBar = y
        return x
        """);

    [Fact]
    public void Needed_code_is_what_is_left() => AssertBody(
        After(
            NeededCode.Run,
            X,
            Let(S, Constant.Of(0.0)),
            Up(N, Add(S, X)),
            Let(XBar, X),
            new If(X.IsGreater(0), new Block(Add(XBar, X)), Block.Empty),
            Set(Out, Y)),
        """
        out = y
        return x
        """);

    [Fact]
    public void Exceptions_of_the_primal_are_needed() => AssertBody(
        After(NeededCode.Run, X, Let(T, A.At(N)), Let(XBar, A.At(3)), Set(Out, Y)),
        """
        double t' = a[n]
        out = y
        return x
        """);

    [Fact]
    public void Accesses_that_have_happened_are_not() => AssertBody(
        After(NeededCode.Run, S, Let(S, B.At(N)), Let(T, B.At(N)), Up(A.Length, Let(U, A.At(I)), Add(S, X)), Set(Out, Y)),
        """
        double s = b[n]
        for i = 0; i < length(a); i += 1
            s += x
        out = y
        return s
        """);

    [Fact]
    public void Written_local_storage_that_nobody_reads_goes()
    {
        var v = new Variable("v", 0, Code.Doubles, Role.Derivative);
        AssertBody(
            After(NeededCode.Run, X, Let(v, new Allocate(Code.Doubles, EquatableArray.Of<Expression>(N))), Set(v.At(0), X), Set(Out, Y)),
            """
            out = y
            return x
            """);
    }

    [Fact]
    public void Nesting_moves_a_value_to_its_only_use() => AssertBody(
        After(f => Nesting.Run(f, true, new AlgebraMemo()), U, Let(T, X * Y), Let(U, T + X)),
        "return ((x * y) + x)");

    [Fact]
    public void Nesting_does_not_pass_a_change() => AssertBody(
        After(f => Nesting.Run(f, true, new AlgebraMemo()), T, Let(S, X), Let(T, S * A.At(0)), Set(A.At(1), Y)),
        """
        double s = x
        double t' = (s * a[0])
        a[1] = y
        return t
        """);

    [Fact]
    public void Nesting_does_not_compute_in_a_loop_what_was_computed_before() => AssertBody(
        After(f => Nesting.Run(f, true, new AlgebraMemo()), S, Let(S, X), Let(T, X * Y), Up(N, Add(S, T))),
        """
        double s = x
        double t' = (x * y)
        for i = 0; i < n; i += 1
            s += t
        return s
        """);

    [Fact]
    public void Nesting_keeps_the_order_of_exceptions() => AssertBody(
        After(f => Nesting.Run(f, true, new AlgebraMemo()), S, Let(T, A.At(N)), Let(U, B.At(N)), Let(S, U * T)),
        """
        double t' = a[n]
        double s = (b[n] * t)
        return s
        """);

    [Fact]
    public void Nesting_moves_what_may_throw_to_a_condition_and_not_to_a_choice()
    {
        AssertBody(
            After(f => Nesting.Run(f, true, new AlgebraMemo()), new Conditional(T.IsLess(Y), X, Y), Let(T, A.At(N))),
            """
            return ((a[n] < y) ? x : y)
            """);
        AssertBody(
            After(f => Nesting.Run(f, true, new AlgebraMemo()), new Conditional(X.IsLess(Y), T, Y), Let(T, A.At(N))),
            """
            double t' = a[n]
            return ((x < y) ? t : y)
            """);
    }

    [Fact]
    public void Nesting_combines_what_cancels_however_long()
    {
        Expression log = -(Y / X) + (1.0 - Y) / (1.0 - X);
        Expression longer = log * Sin(X + Y) * Cos(X - Y) * Exp(X) * Exp(Y);
        AssertBody(
            After(f => Nesting.Run(f, true, new AlgebraMemo()), X, Let(XBar, longer), Set(Out, XBar * 0.0 / X)),
            """
            out = 0.0
            return x
            """);
    }

    [Fact]
    public void Sums_of_fractions_cancel() => AssertBody(
        After(f => Cancellation.Run(f, new AlgebraMemo()), X, Set(Out, (-(Y / X) + (1.0 - Y) / (1.0 - X)) * (X * (1.0 - X)))),
        """
        out = (x - y)
        return x
        """);

    [Fact]
    public void What_does_not_cancel_is_not_multiplied_out() => AssertBody(
        After(f => Cancellation.Run(f, new AlgebraMemo()), X, Set(Out, (X - Y) * (X + Y))),
        """
        out = ((x - y) * (x + y))
        return x
        """);

    [Fact]
    public void The_logistic_function_keeps_its_tails() => AssertBody(
        After(f => Cancellation.Run(f, new AlgebraMemo()), S, Let(T, Exp(-X)), Let(U, 1.0 + T), Let(S, 1.0 / U), Set(Out, S / U * T)),
        """
        double t' = exp((-x))
        double u' = (1.0 + t)
        double s = (1.0 / u)
        out = ((s * s) * t)
        return s
        """);

    [Fact]
    public void Additions_to_one_place_are_one() => AssertBody(
        After(Accumulation.Run, X, Add(G.At(N), X), Add(G.At(0), Y), Add(G.At(N), Y)),
        """
        g[0] += y
        g[n] += (x + y)
        return x
        """);

    [Fact]
    public void Additions_around_a_read_stay_apart() => AssertBody(
        After(Accumulation.Run, X, Add(G.At(N), X), Let(XBar, G.At(0)), Add(G.At(N), XBar)),
        """
        g[n] += x
        double xBar* = g[0]
        g[n] += xBar
        return x
        """);

    [Fact]
    public void What_is_added_to_a_fresh_value_is_part_of_it() => AssertBody(
        After(Accumulation.Run, X, Set(G.At(N), X), Add(G.At(N + Constant.Of(1)), X), Add(G.At(N), Y)),
        """
        g[(n + 1)] += x
        g[n] = (x + y)
        return x
        """);

    [Fact]
    public void A_fresh_value_stays_before_what_may_go_to_the_same_place() => AssertBody(
        After(Accumulation.Run, X, Set(G.At(N), X), Add(G.At(0), X), Add(G.At(N), Y)),
        """
        g[n] = x
        g[0] += x
        g[n] += y
        return x
        """);

    [Fact]
    public void A_sum_stays_before_a_fresh_value_of_the_same_place() => AssertBody(
        After(Accumulation.Run, X, Add(G.At(N), X), Set(G.At(0), Y), Add(G.At(N), Y)),
        """
        g[n] += x
        g[0] = y
        g[n] += y
        return x
        """);

    [Fact]
    public void A_value_in_common_is_computed_once() => AssertBody(
        After(CommonValues.Run, S, Let(T, X - Y), Let(U, X - Y), Let(S, T * U)),
        """
        double t' = (x - y)
        double s = (t * t)
        return s
        """);

    [Fact]
    public void A_value_is_computed_again_after_an_operand_has_changed() => AssertBody(
        After(CommonValues.Run, T + U, Let(S, X), Let(T, S * Y), Set(S, Y), Let(U, S * Y)),
        """
        double s = x
        double t' = (s * y)
        s = y
        double u' = (s * y)
        return (t + u)
        """);

    [Fact]
    public void A_value_of_a_branch_is_unknown_behind_it() => AssertBody(
        After(CommonValues.Run, U, new If(X.IsLess(Y), new Block(Let(T, X - Y), Set(Out, T)), Block.Empty), Let(U, X - Y)),
        """
        if (x < y)
            double t' = (x - y)
            out = t
        double u' = (x - y)
        return u
        """);

    [Fact]
    public void An_element_is_read_again_after_a_store() => AssertBody(
        After(CommonValues.Run, T + U, Let(T, A.At(0)), Set(B.At(N), X), Let(U, A.At(0))),
        """
        double t' = a[0]
        b[n] = x
        double u' = a[0]
        return (t + u)
        """);

    [Fact]
    public void A_users_variable_is_preferred_to_what_is_copied_to_it() => AssertBody(
        After(UserNames.Run, S, Let(S, X), Let(T, S * Y), Set(A.At(N), T), Set(S, T), Set(A.At(0), T)),
        """
        double s = x
        s = (s * y)
        a[n] = s
        a[0] = s
        return s
        """);

    [Fact]
    public void A_users_variable_that_is_read_before_or_changed_after_the_copy_is_no_name_for_it()
    {
        const string before = """
            double s = x
            double t' = (s * y)
            a[n] = s
            s = t
            return s
            """;
        AssertBody(After(UserNames.Run, S, Let(S, X), Let(T, S * Y), Set(A.At(N), S), Set(S, T)), before);
        const string after = """
            double s = x
            double t' = (s * y)
            s = t
            s = y
            a[n] = t
            return s
            """;
        AssertBody(After(UserNames.Run, S, Let(S, X), Let(T, S * Y), Set(S, T), Set(S, Y), Set(A.At(N), T)), after);
    }

    [Fact]
    public void Derivatives_are_declared_where_they_are_first_used() => AssertBody(
        After(FirstUse.Run, S, Let(XBar, Constant.Of(0.0)), Let(TBar, null), Let(S, X), Set(TBar, S), Up(N, Add(XBar, TBar)), Set(Out, XBar)),
        """
        double s = x
        double tBar* = s
        double xBar* = 0.0
        for i = 0; i < n; i += 1
            xBar += tBar
        out = xBar
        return s
        """);

    [Fact]
    public void Products_are_written_from_left_to_right() => AssertBody(
        After(Products.Run, X, Let(XBar, 2 * (Sin(X) * Y)), Let(T, 2 * (Sin(X) * Y)), Set(Out, XBar + T)),
        """
        double xBar* = ((2.0 * y) * sin(x))
        double t' = (2.0 * (sin(x) * y))
        out = (xBar + t)
        return x
        """);

    [Fact]
    public void Invariant_factors_are_hoisted() => AssertBody(
        After(Hoisting.Run, X, Up(N, Add(G.At(I), X * (A.At(I) * Y)))),
        """
        double scale* = (x * y)
        for i = 0; i < n; i += 1
            g[i] += (scale * a[i])
        return x
        """);

    [Fact]
    public void A_copy_is_spared_by_assigning_later() => AssertBody(
        After(
            Postponement.Run,
            X,
            Let(XBar, X),
            Let(UBar, Y),
            Up(N, Let(TBar, XBar), Set(XBar, XBar * Y), Add(UBar, TBar * X)), Set(Out, UBar + XBar)),
        """
        double xBar* = x
        double uBar* = y
        for i = 0; i < n; i += 1
            double tBar* = xBar
            uBar += (tBar * x)
            xBar = (xBar * y)
        out = (uBar + xBar)
        return x
        """);

    [Fact]
    public void A_version_takes_the_place_of_the_one_before() => AssertBody(
        After(Coalescing.Run, X, Let(XBar, X), Let(TBar, XBar + X * Y), Set(Out, TBar * -Y), Add(G.At(0), -X)),
        """
        double xBar* = x
        xBar += (x * y)
        out = (xBar * (-y))
        g[0] -= x
        return x
        """);

    [Fact]
    public void Known_values_are_not_computed_again() => AssertBody(
        After(KnownValues.Run, T, Let(T, Exp(X)), Set(Out, Exp(X) * Exp(Y))),
        """
        double t' = exp(x)
        out = (t * exp(y))
        return t
        """);

    [Fact]
    public void Cheap_values_are_computed_again_for_derivatives() => AssertBody(
        After(Recomputation.Run, U, Let(T, 1.0 - X), Let(U, Exp(T)), Set(Out, U / T)),
        """
        double t' = (1.0 - x)
        double u' = exp(t)
        out = (u / (1.0 - x))
        return u
        """);

    [Fact]
    public void Memory_that_changes_is_not_read_again() => AssertBody(
        After(Recomputation.Run, U, Let(T, A.At(0)), Let(U, Exp(T)), Set(A.At(N), X), Set(Out, U / T)),
        """
        double t' = a[0]
        double u' = exp(t)
        a[n] = x
        out = (u / t)
        return u
        """);
}
