namespace SymbolicDiff.Calculus.Tests;

/// <summary>Makes a failing program small: leaves out statements and replaces expressions by their parts as long as it still fails.</summary>
internal static class Shrinker
{
    private const int MostAttempts = 3000;

    public static Sample Shrink(Sample sample, Func<Sample, bool> fails)
    {
        int attempts = 0;
        for (bool smaller = true; smaller;)
        {
            smaller = false;
            int position = 0;
            while (attempts < MostAttempts && Candidates(sample).ElementAtOrDefault(position) is { } candidate)
            {
                attempts++;
                // What is left out leaves the later candidates where they were, more or less.
                if (IsRunnable(candidate) && fails(candidate)) (sample, smaller) = (candidate, true);
                else position++;
            }
        }

        return sample;
    }

    private static IEnumerable<Sample> Candidates(Sample sample)
    {
        foreach (Block body in Smaller(sample.Function.Body)) yield return sample with { Function = sample.Function with { Body = body } };
        foreach (Variable variable in sample.WithRespectTo)
            if (sample.WithRespectTo.Count > 1)
                yield return sample with { WithRespectTo = sample.WithRespectTo.Where(other => other != variable).ToEquatableArray() };
        for (int i = 0; i < sample.Function.Parameters.Count; i++)
        {
            Parameter parameter = sample.Function.Parameters[i];
            if (sample.WithRespectTo.Contains(parameter.Variable)) continue;
            var parameters = sample.Function.Parameters.Where(other => other != parameter).ToEquatableArray();
            yield return sample with { Function = sample.Function with { Parameters = parameters }, Arguments = [.. sample.Arguments.Take(i), .. sample.Arguments.Skip(i + 1)] };
        }
    }

    private static bool IsRunnable(Sample sample)
    {
        if (Validator.Validate(sample.Function, normalForm: false).Count > 0) return false;
        try
        {
            new Evaluator { StepLimit = 5_000 }.Call(sample.Function, [.. sample.Arguments.Select(Values.Copy)]);
            return true;
        }
        catch (Exception exception) when (exception is MalformedProgramException or SystemException)
        {
            return false;
        }
    }

    private static IEnumerable<Block> Smaller(Block block)
    {
        for (int i = 0; i < block.Statements.Count; i++)
            foreach (IEnumerable<Statement> replacement in Smaller(block.Statements[i]))
                yield return new Block(block.Statements.Take(i).Concat(replacement).Concat(block.Statements.Skip(i + 1)).ToEquatableArray());
    }

    private static IEnumerable<IEnumerable<Statement>> Smaller(Statement statement)
    {
        if (statement is not Return) yield return [];
        foreach (Block inner in statement.Blocks()) yield return WithoutCounter(statement, inner).Statements;
        switch (statement)
        {
            case If branch:
                foreach (Block smaller in Smaller(branch.Then)) yield return [branch with { Then = smaller }];
                foreach (Block smaller in Smaller(branch.Else)) yield return [branch with { Else = smaller }];
                foreach (Expression smaller in Smaller(branch.Condition)) yield return [branch with { Condition = smaller }];
                break;
            case For loop:
                foreach (Block smaller in Smaller(loop.Body)) yield return [loop with { Body = smaller }];
                foreach (Expression smaller in Smaller(loop.Limit)) yield return [loop with { Limit = smaller }];
                foreach (Expression smaller in Smaller(loop.Start)) yield return [loop with { Start = smaller }];
                break;
            case While loop:
                foreach (Block smaller in Smaller(loop.Body)) yield return [loop with { Body = smaller }];
                foreach (Expression smaller in Smaller(loop.Condition)) yield return [loop with { Condition = smaller }];
                break;
            case Declare { Value: { } value } declare:
                foreach (Expression smaller in Smaller(value)) yield return [declare with { Value = smaller }];
                break;
            case Assign assign:
                if (assign.Kind != AssignmentKind.Set) yield return [assign with { Kind = AssignmentKind.Set }];
                foreach (Expression smaller in Smaller(assign.Value)) yield return [assign with { Value = smaller }];
                if (assign.Target is not Element element) break;
                foreach (Expression smaller in element.Indices.Count == 1 ? Smaller(element.Indices[0]) : [])
                    yield return [assign with { Target = new Element(element.Storage, smaller) }];
                break;
            case Return @return:
                for (int i = 0; i < @return.Values.Count; i++)
                    foreach (Expression smaller in Smaller(@return.Values[i]))
                        yield return [new Return(@return.Values.Select((value, j) => i == j ? smaller : value).ToEquatableArray())];
                break;
        }
    }

    private static Block WithoutCounter(Statement statement, Block body) => statement is For loop ? Substituted(body, loop.Counter, loop.Start) : body;

    private static Block Substituted(Block block, Variable variable, Expression value) => new(block.Statements
        .Select(statement => statement.Map(
            expression => expression.Substitute(other => other.Equals(variable) ? value : null),
            inner => Substituted(inner, variable, value)))
        .ToEquatableArray());

    private static IEnumerable<Expression> Smaller(Expression expression)
    {
        if (expression is Constant) yield break;
        if (expression.Type is ScalarType { Kind: not ScalarKind.Boolean })
        {
            yield return Operators.Number(0, expression.Type);
            yield return Operators.Number(1, expression.Type);
        }

        if (expression.Type == ValueType.Boolean)
        {
            yield return Constant.True;
            yield return Constant.False;
        }

        List<Expression> children = [.. expression.Children()];
        foreach (Expression child in children.Where(child => child.Type == expression.Type)) yield return child;
        foreach (Expression child in children)
            foreach (Expression smaller in Smaller(child))
                yield return expression.MapChildren(other => ReferenceEquals(other, child) ? smaller : other);
    }
}
