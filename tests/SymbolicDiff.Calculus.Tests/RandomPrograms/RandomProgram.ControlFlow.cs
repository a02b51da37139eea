namespace SymbolicDiff.Calculus.Tests;

/// <content>Branches and loops.</content>
internal sealed partial class RandomProgram
{
    private void Branch(int depth)
    {
        Expression condition = expressions.Condition();
        code.If(condition, () => Nested(() => Statements(depth + 1)), random.Next(2) == 0 ? null : () => Nested(() => Statements(depth + 1)));
    }

    private void AssignedInBranches(int depth)
    {
        Variable target = code.Local("b", ValueType.Double);
        void Side() => Nested(() =>
        {
            if (random.Next(2) == 0) Statements(depth + 1);
            code.Set(target, expressions.Real(3));
        });
        code.If(expressions.Condition(), Side, Side);
        scope.Reals.Add(target);
    }

    private void Loop(int depth)
    {
        (Expression start, Expression limit, long step, bool inclusive, int low, int high) = expressions.Bounds();
        Variable Counter(Variable counter) => counter.Type == ValueType.Int32 ? counter : code.Local("j", counter.To(ValueType.Int32));
        List<Variable> locked = [.. limit.DescendantsAndSelf().OfType<Variable>().Where(scope.Locked.Add)];
        code.For("i", start, limit, counter => Nested(() =>
        {
            scope.Integers.Add(new IntegerRange(Counter(counter), low, high, IsFixed: true));
            Statements(depth + 1);
        }), step, inclusive);
        foreach (Variable variable in locked) scope.Locked.Remove(variable);
    }

    private void WhileLoop(int depth)
    {
        int most = random.Next(4);
        Variable counter = code.Local("k", 0);
        Expression condition = counter.IsLess(most);
        if (random.Next(2) == 0) condition = condition.And(expressions.Condition());
        code.While(condition, () => Nested(() =>
        {
            scope.Integers.Add(new IntegerRange(counter, 0, Math.Max(0, most - 1), IsFixed: true));
            Statements(depth + 1);
            code.Increase(counter, Constant.Of(1));
        }));
        scope.Integers.Add(new IntegerRange(counter, 0, most, IsFixed: true));
    }

    /// <summary>A loop over a variable that moves by one or two somewhere in the body, in either direction, perhaps never.</summary>
    private void SteppedWhile(int depth)
    {
        int step = expressions.Pick([1, 2, -1, -2]);
        int start = step > 0 ? random.Next(3) : 1 + random.Next(3);
        int end = step > 0 ? random.Next(4) : random.Next(4) - 1;
        (int low, int high) = step > 0 ? (start, Math.Max(start, end - 1)) : (Math.Min(start, end + 1), start);
        Variable counter = code.Local("k", start);
        Variable? runs = random.Next(3) == 0 ? code.Local("runs", Constant.True) : null;
        Expression condition = step > 0 ? counter.IsLess(end) : counter.IsGreater(end);
        code.While(runs is null ? condition : runs.And(condition), () => Nested(() =>
        {
            var before = new IntegerRange(counter, low, high, IsFixed: true);
            scope.Integers.Add(before);
            if (random.Next(3) > 0) Statements(depth + 1);
            if (step > 0) code.Increase(counter, Constant.Of(step));
            else code.Decrease(counter, Constant.Of(-step));
            scope.Integers[scope.Integers.IndexOf(before)] = new IntegerRange(counter, low + step, high + step, IsFixed: true);
            if (random.Next(2) == 0) Statements(depth + 1);
            if (runs is not null) code.Set(runs, expressions.Condition());
        }));
        scope.Integers.Add(new IntegerRange(counter, low + Math.Min(0, step), high + Math.Max(0, step), IsFixed: true));
    }

    /// <summary>A loop that adds to a sum which the rest of the program uses only linearly.</summary>
    private void Reduction()
    {
        (Expression start, Expression limit, long step, bool inclusive, int low, int high) = expressions.Bounds();
        Variable sum = code.Local("sum", 0.0);
        List<Variable> locked = [.. limit.DescendantsAndSelf().OfType<Variable>().Where(scope.Locked.Add)];
        int visible = scope.Reals.Count;
        code.For("i", start, limit, counter => Nested(() =>
        {
            if (counter.Type == ValueType.Int32) scope.Integers.Add(new IntegerRange(counter, low, high, IsFixed: true));
            scope.Reals.Add(code.Local("a", expressions.Real(3)));
            if (random.Next(2) == 0) code.If(expressions.Condition(), () => Nested(() => code.Increase(sum, expressions.Real(2))));
            if (random.Next(2) == 0) Statements(1);
            Expression term = expressions.Pick(scope.Reals.Skip(visible)).To(ValueType.Double) * expressions.Real(2);
            if (random.Next(2) == 0) code.Increase(sum, term);
            else code.Decrease(sum, term);
        }), step, inclusive);
        foreach (Variable variable in locked) scope.Locked.Remove(variable);
        sums.Add(random.Next(3) switch
        {
            0 => sum / (2.0 + scope.Integers[0].Variable.To(ValueType.Double)),
            1 => Constant.Of(0.5) * sum,
            _ => sum,
        });
    }

    /// <summary>What lowering makes of a loop with a break: the rest of the body, and of the iterations, is skipped.</summary>
    private void FlaggedLoop(int depth)
    {
        Variable done = code.Local("done", Constant.False);
        scope.Locked.Add(done);
        (Expression start, Expression limit, long step, bool inclusive, int low, int high) = expressions.Bounds();
        List<Variable> locked = [.. limit.DescendantsAndSelf().OfType<Variable>().Where(scope.Locked.Add)];
        Expression negated = new Apply(Primitive.Not, ValueType.Boolean, done);
        code.For("i", start, limit, counter => code.If(negated, () => Nested(() =>
        {
            if (counter.Type == ValueType.Int32) scope.Integers.Add(new IntegerRange(counter, low, high, IsFixed: true));
            if (random.Next(2) == 0) Statements(depth + 2);
            code.If(expressions.Condition(), () => Nested(() =>
            {
                if (random.Next(2) == 0) Statements(depth + 2);
                code.Set(done, Constant.True);
            }));
            code.If(negated, () => Nested(() => Statements(depth + 2)));
        })), step, inclusive);
        foreach (Variable variable in locked) scope.Locked.Remove(variable);
        scope.Locked.Remove(done);
        scope.Truths.Add(done);
    }

    /// <summary>What lowering makes of a return in the middle.</summary>
    private void EarlyExit(int depth)
    {
        Variable returned = code.Local("returned", Constant.False);
        Variable result = code.Local("y", 0.0);
        code.If(expressions.Condition(), () => Nested(() =>
        {
            code.Set(result, expressions.Real(3));
            code.Set(returned, Constant.True);
        }));
        code.If(new Apply(Primitive.Not, ValueType.Boolean, returned), () => Nested(() =>
        {
            Statements(depth + 1);
            code.Set(result, expressions.Real(2));
        }));
        scope.Reals.Add(result);
    }

    /// <summary>A value that may be infinite, or have an infinite slope, or not be a number, and is used only where it has none of that.</summary>
    private void Hazard(int depth)
    {
        Variable operand = code.Local("q", random.Next(3) switch
        {
            0 => Operators.Call("max", expressions.Real(2), Constant.Of(0.0)),
            1 => expressions.Real(1) * new Conditional(expressions.Condition(), Constant.Of(0.0), Constant.Of(1.0)),
            _ => expressions.Real(2),
        });
        Variable value = code.Local("h", random.Next(5) switch
        {
            0 => 1.0 / operand,
            1 => Operators.Call("log", operand),
            2 => Operators.Call("pow", operand, Constant.Of(0.5)),
            3 => operand / Operators.Call("sqrt", operand),
            _ => Operators.Call("sqrt", operand),
        });
        Variable further = random.Next(2) == 0 ? value : code.Local("g", value * expressions.Real(1));
        Expression usable = operand.IsGreater(0.2);
        if (random.Next(3) == 0)
        {
            scope.Reals.Add(code.Local("a", Operators.Tanh(new Conditional(usable, further, expressions.Real(1)))));
            return;
        }

        Variable target = expressions.Pick(scope.Reals);
        code.If(usable, () => Nested(() =>
        {
            scope.Reals.Add(further);
            if (random.Next(2) == 0) Statements(depth + 1);
            code.Increase(target, Operators.Tanh(further * expressions.Real(1)).To(target.Type));
        }));
    }
}
