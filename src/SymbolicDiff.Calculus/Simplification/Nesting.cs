using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Moves the value of a local that is read once into the expression that reads it, where the value is the same there: nothing that it reads
/// has changed in between, it is not moved into a loop, and exceptions and effects of the primal keep their order.
/// </summary>
internal sealed class Nesting
{
    private const int LongestPrimal = 64;
    private const int LongestDerivative = 12;
    private const int LongestCombined = 40;

    private readonly Uses uses;
    private readonly Memory memory;
    private readonly HashSet<Variable> safe;
    private readonly Algebra algebra;
    private readonly bool intoResults;
    private readonly Dictionary<Variable, Candidate> candidates = [];
    private readonly Dictionary<Variable, List<Candidate>> readers = [];
    private readonly Dictionary<int, List<Candidate>> regionReaders = [];
    private readonly List<Candidate> throwing = [];
    private readonly HashSet<Variable> gone = [];
    private int loopDepth;
    private int branchDepth;
    private int clock;

    private Nesting(Facts facts, bool intoResults, AlgebraMemo memo)
    {
        uses = facts.Uses;
        (memory, safe, algebra) = (facts.Memory, facts.Safe, new Algebra(facts, memo));
        this.intoResults = intoResults;
    }

    /// <summary>Nests; derivatives into the results only when asked, for there they are not simplified any further.</summary>
    public static Function Run(Facts facts, bool intoResults, AlgebraMemo memo) =>
        facts.With(new Nesting(facts, intoResults, memo).Walk(facts.Body));

    private Block Walk(Block block)
    {
        int mark = algebra.Mark;
        var output = new List<Statement?>();
        foreach (Statement statement in block.Statements)
        {
            algebra.Enter(statement);
            Statement nested = Walk(statement, output);
            algebra.Leave(nested);
            output.Add(nested);
        }

        algebra.Forget(mark);
        return block.With([.. output.OfType<Statement>()]);
    }

    private Statement Walk(Statement statement, List<Statement?> output)
    {
        Statement nested = Nest(statement, out Reader reader);
        if (Combined(nested, reader) is { } combined) nested = combined;
        if (AsCandidate(nested, reader, output) is { } candidate)
        {
            Enter(candidate);
            return nested;
        }

        if (reader.Throws || IsVisible(nested)) Flush(throwing);
        nested = WalkBlocks(nested);
        Disturb(nested);
        return nested;
    }

    private Statement WalkBlocks(Statement statement)
    {
        switch (statement)
        {
            case If branch:
                branchDepth++;
                branch = branch.With(branch.Condition, Walk(branch.Then), Walk(branch.Else));
                branchDepth--;
                return branch;
            case For or While:
                loopDepth++;
                statement = statement.Map(expression => expression, Walk);
                loopDepth--;
                return statement;
            default:
                return statement;
        }
    }

    private Statement Nest(Statement statement, out Reader reader)
    {
        bool derivative = statement.IsDerivative();
        bool isSafe = statement is Declare declare && safe.Contains(declare.Variable);
        var own = new Reader(this, derivative, derivative || isSafe, ReadsWithEffects(statement), statement is Return);
        foreach (Expression read in statement.Reads()) own.Operations += read.Operations();
        reader = own;
        return statement switch
        {
            While or Push or Pop or Fill => statement,
            For loop => loop.With(own.Rewrite(loop.Start), loop.Limit, loop.Body),
            Assign { Target: Element target } assign => NestStore(assign, target, own),
            _ => statement.Map(own.Rewrite, block => block),
        };
    }

    /// <summary>
    /// A derivative with values in it that are too long to be nested, if they cancel to something that is not: <c>hBar = pBar * (p * (1 -
    /// p))</c>.
    /// </summary>
    private Statement? Combined(Statement statement, Reader reader)
    {
        if (!reader.IsDerivative || statement is not (Declare { Value: Apply } or Assign { Value: Apply })) return null;
        Expression value = statement is Assign assign ? assign.Value : ((Declare)statement).Value!;
        var taken = new List<Candidate>();
        int operations = reader.Operations;
        Expression together = value.Substitute(variable =>
        {
            if (!candidates.TryGetValue(variable, out Candidate candidate) || !CanCombine(candidate)) return null;
            taken.Add(candidate);
            operations += candidate.Operations;
            return candidate.Value;
        });
        if (taken.Count == 0 || operations > LongestCombined || !together.Any(part => part is Apply { Primitive.Name: "/" })) return null;
        Expression simplified = algebra.Simplify(together);
        int left = simplified.Operations();
        if (left > LongestDerivative || left >= operations || simplified.Any(part => part is Variable variable && gone.Contains(variable))) return null;
        foreach (Candidate candidate in taken.Where(candidate => !simplified.Mentions(candidate.Variable))) Take(candidate);
        simplified.ForEachVariable(variable => candidates.Remove(variable)); // what the algebra knows by name has a second reader now

        reader.Operations = left;
        return statement is Assign target ? target with { Value = simplified } : ((Declare)statement) with { Value = simplified };
    }

    private void Take(Candidate candidate)
    {
        candidate.Take();
        candidates.Remove(candidate.Variable);
        gone.Add(candidate.Variable);
    }

    private bool CanCombine(Candidate candidate) =>
        candidate.Variable.Role == Role.Derivative && candidate.Last == 0 && candidate.LoopDepth == loopDepth && candidate.BranchDepth == branchDepth;

    private static Assign NestStore(Assign assign, Element target, Reader reader)
    {
        var place = (Element)target.MapChildren(reader.Rewrite);
        Expression value = reader.Rewrite(assign.Value);
        reader.Throws |= !reader.IsDerivative;
        return assign.With(place, assign.Kind, value);
    }

    private static bool ReadsWithEffects(Statement statement) => statement.Reads().Any(read => read.HasEffects());

    private Candidate? AsCandidate(Statement statement, Reader reader, List<Statement?> output)
    {
        if (statement is not Declare { Value: { } value, Variable: { Role: Role.Temporary or Role.Derivative } variable }) return null;
        if (variable.Type is StorageType || uses.Reads(variable) != 1 || !uses.IsDefinedOnce(variable) || value.HasEffects()) return null;
        var candidate = new Candidate(variable, value, output, output.Count, loopDepth, branchDepth) { Operations = reader.Operations };
        if (reader.Throws)
        {
            candidate.Last = ++clock;
            candidate.First = reader.First == int.MaxValue ? clock : Math.Min(reader.First, clock);
        }

        return candidate;
    }

    private void Enter(Candidate candidate)
    {
        candidates[candidate.Variable] = candidate;
        if (candidate.Last > 0) throwing.Add(candidate);
        candidate.Value.ForEach(part =>
        {
            if (part is Variable variable) Add(readers, variable, candidate);
            if (part is Element or CopyOf or External) Add(regionReaders, memory.ColumnOf(part is CopyOf copy ? copy.Storage : part), candidate);
        });
    }

    private static void Add<TKey>(Dictionary<TKey, List<Candidate>> index, TKey key, Candidate candidate)
    {
        if (!index.TryGetValue(key, out List<Candidate> list)) index.Add(key, list = []);
        list.Add(candidate);
    }

    /// <summary>Whether the caller can see that a primal statement ran.</summary>
    private static bool IsVisible(Statement statement) =>
        statement is Throw or Guard or Evaluate or Copy or While || ReadsWithEffects(statement)
        || (statement is Assign { Target: Element } && !statement.IsDerivative())
        || (statement is If or For && statement.Blocks().Any(HasVisible));

    private static bool HasVisible(Block block)
    {
        bool visible = false;
        block.ForEach(inner => visible = visible || inner is Throw or Guard or Evaluate or Copy or While || ReadsWithEffects(inner)
            || (!inner.IsDerivative() && (inner is Assign { Target: Element } || inner.Reads().Any(read => read.MayThrow()))));
        return visible;
    }

    /// <summary>Keeps what reads anything that the statement itself changes where it is; inner statements have done so already.</summary>
    private void Disturb(Statement statement)
    {
        if (statement is If or For or While)
        {
            if (ReadsWithEffects(statement)) FlushMemory(Memory.Unknown, isOpaque: true);
            return;
        }

        Effects effects = Effects.Of(statement, memory);
        foreach (Variable assigned in effects.Assigned)
            if (readers.TryGetValue(assigned, out List<Candidate> list)) Flush(list);
        foreach (int region in effects.Written) FlushMemory(region, isOpaque: false);
        if (effects.IsOpaque) FlushMemory(Memory.Unknown, isOpaque: true);
    }

    private void FlushMemory(int region, bool isOpaque)
    {
        foreach (var entry in regionReaders)
            if (isOpaque || entry.Key == Memory.Unknown || memory.MayOverlap(entry.Key, region)) Flush(entry.Value);
    }

    private void Flush(List<Candidate> list)
    {
        foreach (Candidate candidate in list) candidates.Remove(candidate.Variable);
        list.Clear();
    }

    private sealed class Candidate(Variable variable, Expression value, List<Statement?> output, int slot, int loopDepth, int branchDepth)
    {
        public Variable Variable => variable;

        public Expression Value => value;

        public int LoopDepth => loopDepth;

        public int BranchDepth => branchDepth;

        public int Operations { get; init; }

        /// <summary>When the first and the last part of the value that may throw were evaluated; zero if none may.</summary>
        public int First { get; set; }

        public int Last { get; set; }

        public void Take() => output[slot] = null;
    }

    /// <summary>Rewrites what one statement reads, in evaluation order.</summary>
    private sealed class Reader(Nesting nesting, bool derivative, bool isSafe, bool hasEffects, bool isResult)
    {
        private Func<Expression, Expression>? rewriting;
        private int lastThrow;
        private int optional;

        public bool IsDerivative => derivative;

        public int Operations { get; set; }

        public bool Throws { get; set; }

        public int First { get; private set; } = int.MaxValue;

        public Expression Rewrite(Expression expression)
        {
            if (expression is Variable variable) return Take(variable) ?? variable;
            if (expression is Constant or External) return expression;
            Expression rewritten = IsChoice(expression) ? RewriteChoice(expression) : expression.MapChildren(rewriting ??= Rewrite);
            if (!isSafe && rewritten.ThrowsItself()) (Throws, lastThrow) = (true, int.MaxValue);
            return rewritten;
        }

        private static bool IsChoice(Expression expression) => expression is Conditional or Apply { Primitive.Name: "&&" or "||" };

        /// <summary>Only the first operand is certain to be evaluated.</summary>
        private Expression RewriteChoice(Expression expression)
        {
            int index = 0;
            Expression rewritten = expression.MapChildren(child =>
            {
                if (index++ == 1) optional++;
                return Rewrite(child);
            });
            optional--;
            return rewritten;
        }

        private Expression? Take(Variable variable)
        {
            if (!nesting.candidates.TryGetValue(variable, out Candidate candidate) || candidate.LoopDepth != nesting.loopDepth) return null;
            bool primal = variable.Role == Role.Temporary;
            if (isResult && !primal && !nesting.intoResults) return null;
            if (Operations + candidate.Operations > (primal && !derivative ? LongestPrimal : LongestDerivative)) return null;
            if (hasEffects && (candidate.Last > 0 || candidate.Value.ReadsMemory())) return null;
            if (candidate.Last > 0)
            {
                if (optional > 0 || candidate.BranchDepth != nesting.branchDepth || lastThrow > candidate.First) return null;
                (Throws, lastThrow, First) = (true, candidate.Last, Math.Min(First, candidate.First));
            }

            Operations += candidate.Operations;
            nesting.Take(candidate);
            return candidate.Value;
        }
    }
}
