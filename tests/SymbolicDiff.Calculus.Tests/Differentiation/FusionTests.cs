using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>Loops that are undone iteration by iteration, and loops that must not be.</summary>
public class FusionTests
{
    [Fact]
    public void A_sum_that_is_returned_is_fused() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Exp(Sin(x.At(i)))));
        return sum;
    });

    [Fact]
    public void A_scaled_mean_and_a_penalty_are_fused_each() => Check(2, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scale = code.Real("scale");
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(x.At(i)) * scale));
        Variable penalty = code.Local("penalty", 0.0);
        code.For("i", 0, x.Length, i => code.Decrease(penalty, x.At(i) * x.At(i)));
        return sum / x.Length.To(ValueType.Double) - 0.5 * penalty;
    });

    [Fact]
    public void Inner_loops_and_branches_record_within_the_iteration() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            Variable product = code.Local("product", 1.0);
            code.For("j", Constant.Of(0), i, j => code.Set(product, product * Sin(x.At(j))), inclusive: true);
            Variable kept = code.Local("kept", 0.0);
            code.If(product.IsGreater(0.1), () =>
            {
                Variable inner = code.Local("inner", Exp(product));
                code.Set(kept, inner * inner);
            });
            code.Increase(sum, kept * x.At(i));
        });
        return sum;
    });

    [Fact]
    public void A_local_array_of_the_iteration_is_undone_in_it() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            Variable row = code.New("row", Code.Doubles, x.Length);
            code.For("j", 0, x.Length, j => code.Set(row.At(j), Exp(x.At(j) * x.At(i))));
            code.For("j", 0, x.Length, j => code.Increase(sum, row.At(j) * row.At(j)));
        });
        return sum;
    });

    [Fact]
    public void A_sum_under_a_logarithm_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Exp(x.At(i))));
        return Call("log", sum);
    });

    [Fact]
    public void A_sum_that_the_loop_reads_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.5);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(sum) * x.At(i)));
        return sum;
    });

    [Fact]
    public void A_sum_that_is_read_between_two_loops_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(x.At(i))));
        Variable half = code.Local("half", sum * sum);
        code.For("i", 0, x.Length, i => code.Increase(sum, Exp(x.At(i))));
        return sum + half;
    });

    [Fact]
    public void A_sum_that_is_set_again_is_not_fused() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(x.At(i))));
        Variable first = code.Local("first", 2.0 * sum);
        code.Set(sum, Constant.Of(0.0));
        code.For("i", 0, x.Length, i => code.Increase(sum, Exp(x.At(i))));
        Variable other = code.Local("other", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(other, Exp(x.At(i)) * x.At(i)));
        return sum + first + other;
    });

    [Fact]
    public void What_the_loop_reads_and_later_code_changes_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable a = code.Real("a");
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(x.At(i)) * a));
        code.Set(a, a * a);
        return sum + a;
    });

    [Fact]
    public void Storage_that_the_loop_writes_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable y = code.New("y", Code.Doubles, x.Length);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.Set(y.At(i), Sin(x.At(i)));
            code.Increase(sum, y.At(i) * x.At(0));
        });
        return sum + y.At(1);
    });

    [Fact]
    public void Storage_that_is_changed_after_the_loop_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.Increase(sum, Sin(x.At(i))));
        code.Set(x.At(0), x.At(1) * x.At(2));
        return sum + x.At(0);
    });

    [Fact]
    public void A_scalar_that_crosses_the_iterations_is_not_fused() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable state = code.Local("state", 0.25);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.Set(state, Sin(state * x.At(i)));
            code.Increase(sum, state);
        });
        return sum;
    });

    [Fact]
    public void A_condition_may_read_the_sum() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i => code.If(sum.IsLess(1.0), () => code.Increase(sum, Exp(x.At(i)))));
        return 3.0 * sum;
    });

    [Fact]
    public void Scratch_that_each_iteration_overwrites_is_private_to_it() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scratch = code.New("scratch", Code.Doubles, x.Length);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.For("j", 0, scratch.Length, j => code.Set(scratch.At(j), Exp(x.At(j) * x.At(i))));
            code.For("j", 0, x.Length, j => code.Increase(scratch.At(j), x.At(j)));
            code.For("j", 0, x.Length, j => code.Increase(sum, scratch.At(j) * scratch.At(j)));
        });
        return sum;
    });

    [Fact]
    public void Scratch_that_grows_from_its_first_element_is_private() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable length = code.Local("length", x.Length);
        Variable powers = code.New("powers", Code.Doubles, length);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.Set(powers.At(0), Sin(x.At(i)));
            code.For("j", 1, length, j => code.Set(powers.At(j), powers.At(j - Constant.Of(1)) * x.At(i)));
            code.For("k", 0, length, k => code.For("j", k + Constant.Of(1), length, j => code.Increase(sum, powers.At(j) * powers.At(k))));
        });
        return sum;
    });

    [Fact]
    public void Scratch_of_few_elements_that_are_named_is_private() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable point = code.New("point", Code.Doubles, Constant.Of(3));
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.Set(point.At(0), Sin(x.At(i)));
            code.Set(point.At(1), point.At(0) * x.At(i));
            code.Set(point.At(2), Exp(point.At(1)));
            code.For("j", 0, Constant.Of(3), j => code.Increase(sum, point.At(j) * point.At(2)));
        });
        return sum;
    });

    [Fact]
    public void A_scalar_that_each_iteration_sets_first_is_private() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable t = code.Local("t", 0.5);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.If(x.At(i).IsGreater(0.1), () => code.Set(t, Sin(x.At(i))), () => code.Set(t, x.At(i) * x.At(i)));
            code.Set(t, t * t);
            code.Increase(sum, t * Exp(t));
        });
        return sum;
    });

    [Fact]
    public void Two_loops_may_use_the_same_scratch() => Check(2, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scratch = code.New("scratch", Code.Doubles, x.Length);
        Variable sum = code.Local("sum", 0.0);
        foreach (double scale in new[] { 0.5, 2.0 })
        {
            code.For("i", 0, x.Length, i =>
            {
                code.Add(new Fill(scratch, code.Local("all", x.At(i))));
                code.For("j", 0, x.Length, j => code.Increase(sum, Exp(scale * scratch.At(j) * x.At(j))));
            });
        }

        return sum;
    });

    [Fact]
    public void Scratch_that_is_read_after_the_loop_is_not_private() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scratch = code.New("scratch", Code.Doubles, x.Length);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.For("j", 0, x.Length, j => code.Set(scratch.At(j), Exp(x.At(j) * x.At(i))));
            code.For("j", 0, x.Length, j => code.Increase(sum, scratch.At(j) * scratch.At(j)));
        });
        return sum + scratch.At(1);
    });

    [Fact]
    public void A_scalar_that_is_read_after_the_loop_is_not_private() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable t = code.Local("t", 0.5);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.Set(t, Sin(x.At(i)));
            code.Increase(sum, t * t);
        });
        return sum + t;
    });

    [Fact]
    public void Scratch_that_is_overwritten_in_a_branch_is_not_private() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scratch = code.New("scratch", Code.Doubles, x.Length);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.For("j", 0, x.Length, j => code.If(x.At(j).IsGreater(0.1), () => code.Set(scratch.At(j), Exp(x.At(j) * x.At(i)))));
            code.For("j", 0, x.Length, j => code.Increase(sum, scratch.At(j) * scratch.At(j)));
        });
        return sum;
    });

    [Fact]
    public void Scratch_of_which_an_element_stays_is_not_private() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scratch = code.New("scratch", Code.Doubles, x.Length);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.For("j", 0, x.Length - Constant.Of(1), j => code.Set(scratch.At(j), Exp(x.At(j) * x.At(i))));
            code.For("j", 0, x.Length, j => code.Increase(sum, scratch.At(j) * scratch.At(j)));
            code.Set(scratch.At(3), Sin(x.At(i)));
        });
        return sum;
    });

    [Fact]
    public void Scratch_that_an_inner_loop_may_not_write_is_not_private() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scratch = code.New("scratch", Code.Doubles, x.Length);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.For("k", 0, i, k => code.For("j", 0, x.Length, j => code.Set(scratch.At(j), Exp(x.At(j) * x.At(k)))));
            code.For("j", 0, x.Length, j => code.Increase(sum, scratch.At(j) * scratch.At(j)));
        });
        return sum;
    });

    [Fact]
    public void Scratch_with_a_second_owner_is_not_private() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable first = code.New("first", Code.Doubles, x.Length);
        Variable second = code.New("second", Code.Doubles, x.Length);
        Variable scratch = code.Local("scratch", first);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.If(x.At(i).IsGreater(0.1), () => code.Set(scratch, second));
            code.For("j", 0, x.Length, j => code.Set(first.At(j), Exp(x.At(j) * x.At(i))));
            code.For("j", 0, x.Length, j => code.Increase(sum, scratch.At(j) * scratch.At(j)));
        });
        return sum;
    });

    [Fact]
    public void Another_name_of_the_scratch_is_the_scratch() => Check(1, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scratch = code.New("scratch", Code.Doubles, x.Length);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            Variable given = code.Local("given", scratch);
            code.For("j", 0, x.Length, j => code.Set(given.At(j), Exp(x.At(j) * x.At(i))));
            Variable all = code.Local("all", scratch.View(Constant.Of(0)));
            code.For("j", 0, given.Length, j => code.Increase(sum, all.At(j) * scratch.At(j)));
        });
        return sum;
    });

    [Fact]
    public void Part_of_the_scratch_under_another_name_is_not_followed() => Check(0, code =>
    {
        Variable x = code.Parameter("x", Code.Doubles);
        Variable scratch = code.New("scratch", Code.Doubles, x.Length);
        Variable rest = code.Local("rest", scratch.View(Constant.Of(1)));
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length, i =>
        {
            code.For("j", 0, rest.Length, j => code.Set(rest.At(j), Exp(x.At(j) * x.At(i))));
            code.For("j", 1, x.Length, j => code.Increase(sum, scratch.At(j) * scratch.At(j)));
        });
        return sum;
    });

    /// <summary>The gradient is that of differences, with and without simplification, and so many loops are fused.</summary>
    private static void Check(int fused, Func<Code, Expression> write)
    {
        var code = new Code();
        Function primal = code.Returns(write(code));
        EquatableArray<Variable> independents = primal.Parameters.Select(parameter => parameter.Variable).ToEquatableArray();
        object?[] arguments = [.. primal.Parameters.Select(parameter => parameter.Variable.Type is StorageType ? new[] { 0.7, -0.4, 1.3, 0.2 } : (object)1.75)];
        int components = arguments.Sum(argument => argument is double[] array ? array.Length : 1);
        double[] expected = [.. Enumerable.Range(0, components).Select(Slope)];
        foreach (Function gradient in new[] { Gradients.Unsimplified(primal, independents), Gradients.Simplified(primal, independents) })
            Differences.AssertNear(expected, Gradients.Run(primal, gradient, independents, arguments).Gradient, 1e-7, gradient);

        Function raw = Gradients.Unsimplified(primal, independents);
        Assert.Equal(LoopsOf(primal) * 2 - fused, LoopsOf(raw));

        double Slope(int component)
        {
            double[] direction = [.. Enumerable.Range(0, components).Select(i => i == component ? 1.0 : 0.0)];
            return Differences.Along(primal, independents, EquatableArray<Variable>.Empty, arguments, direction, 1e-3)[0];
        }
    }

    private static int LoopsOf(Function function) => function.Body.Statements.Count(statement => statement is For);
}
