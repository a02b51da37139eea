using static SymbolicDiff.Generators.Tests.Emission.Build;

namespace SymbolicDiff.Generators.Tests.Emission;

public class NamingTests
{
    private static readonly Variable n = Int("n");

    [Fact]
    public void Loops_beside_each_other_share_a_name_and_nested_ones_do_not()
    {
        Variable first = Int("i", 0), second = Int("i", 1), inner = Int("i", 2), total = Double("total");
        Assert.Equal(
            """
            double total = 0;
            for (int i = 0; i < n; i++) total += 1;
            for (int i = 0; i < n; i++)
            {
                for (int i2 = 0; i2 < i; i2++) total += 1;
            }

            return total;
            """,
            Body(Function("F1", ValueType.Double, [In(n)],
                new Declare(total, Real(0)),
                Count(first, n, total.Add(Real(1))),
                Count(second, n, Count(inner, second, total.Add(Real(1)))),
                new Return(total))));
    }

    [Fact]
    public void A_name_of_the_users_wins_over_a_temporary_that_is_declared_first_and_around_it()
    {
        Variable temporary = Double("t", Role.Temporary), named = Double("t", Role.Source, 1), total = Double("total");
        Assert.Equal(
            """
            double t2 = 2.5;
            double total = 0;
            for (int i = 0; i < n; i++)
            {
                double t = 0.5;
                total += t * t2;
            }

            return total;
            """,
            Body(Function("F1", ValueType.Double, [In(n)],
                new Declare(temporary, Real(2.5)),
                new Declare(total, Real(0)),
                Count(Int("i"), n, new Declare(named, Real(0.5)), total.Add(named.Times(temporary))),
                new Return(total))));
    }

    [Fact]
    public void Keywords_parameters_library_types_and_names_in_foreign_text_are_kept_clear()
    {
        Variable keyword = Double("class"), local = Double("Math"), taken = Double("n", Role.Temporary, 1), member = Double("Sample", Role.Temporary), numbered = Double("x1", Role.Derivative);
        Variable x1 = Double("x1", Role.Source, 1);
        var foreign = new External(EquatableArray.Of("global::System.Math.Abs(Sample.Model.Scale)"), EquatableArray<Expression>.Empty, ValueType.Double, HasEffects: false);
        Function function = Function("F1", ValueType.Double, [In(keyword), In(n), In(x1)],
            new Declare(local, Primitive.Exp.Op(keyword)),
            new Declare(taken, local.Times(local)),
            new Declare(member, taken.Plus(foreign)),
            new Declare(numbered, member),
            new Return(numbered));
        string source = Emit(Target("F", []), function);
        Compiled.From(source, beside: "namespace Sample { partial class Model { public static double Scale = 2; } }");
        Assert.Contains("F1(double @class, int n, double x1)", source, StringComparison.Ordinal);
        Assert.Contains("double Math2 = Math.Exp(@class);", source, StringComparison.Ordinal);
        Assert.Contains("double n2 = Math2 * Math2;", source, StringComparison.Ordinal);
        Assert.Contains("double Sample2 = n2 + Math.Abs(Sample.Model.Scale);", source, StringComparison.Ordinal);
        Assert.Contains("double x1_2 = Sample2;", source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_declared_in_two_places_has_one_name_that_suits_both()
    {
        Variable step = Double("step"), other = Double("step", Role.Source, 1), total = Double("total");
        Assert.Equal(
            """
            double total = 0;
            if (n > 0)
            {
                double step = 1;
                total += step;
            }

            if (n > 1)
            {
                double step2 = 3;
                if (n > 2)
                {
                    double step = 2;
                    total += step * step2;
                }
            }

            return total;
            """,
            Body(Function("F1", ValueType.Double, [In(n)],
                new Declare(total, Real(0)),
                new If(Primitive.Greater.Op(n, Whole(0)), new Block(new Declare(step, Real(1)), total.Add(step)), Block.Empty),
                new If(Primitive.Greater.Op(n, Whole(1)),
                    new Block(
                        new Declare(other, Real(3)),
                        new If(Primitive.Greater.Op(n, Whole(2)), new Block(new Declare(step, Real(2)), total.Add(step.Times(other))), Block.Empty)),
                    Block.Empty),
                new Return(total))));
    }
}
