# From SPARQL to a figure, in R: how is Timor-Leste rated in each thematic area?
# Needs httr (on Debian: apt-get install r-base-core r-cran-httr) and a running service (r2pgraph serve).

library(httr)

address <- Sys.getenv("R2PGRAPH_ADDRESS", "http://127.0.0.1:8000")

query <- '
PREFIX assessment: <https://w3id.org/r2pgraph/assessment/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX r2p: <https://w3id.org/r2pgraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?area ?level (COUNT(?rating) AS ?ratings)
WHERE {
  ?rating r2p:inAssessment assessment:TLS-2023 ; r2p:indicator/r2p:inArea/dcterms:title ?area ; r2p:level/skos:prefLabel ?level .
  FILTER (LANG(?area) = "en" && LANG(?level) = "en")
}
GROUP BY ?area ?level'

# The protocol takes a query as a form; CSV is the simplest answer to read.
answer <- POST(paste0(address, "/sparql"), body = list(query = query), encode = "form", accept("text/csv"))
stop_for_status(answer)

# na.strings = "" matters: "NA" is the ISO code of Namibia.
rows <- read.csv(text = content(answer, "text", encoding = "UTF-8"), na.strings = "")

levels <- c("Very Weak", "Weak", "Fair", "Strong", "Very Strong")
rows$level <- factor(rows$level, levels = levels)
table <- xtabs(ratings ~ level + area, data = rows)
stopifnot(sum(table) == 36) # the framework has 36 indicators, and each is rated once
print(t(table))

png("timor-leste-2023-r.png", width = 1200, height = 600)
par(mar = c(5, 22, 4, 2))
barplot(table, horiz = TRUE, las = 1, col = hcl.colors(5), legend.text = levels, xlab = "ratings",
        main = "Timor-Leste 2023: ratings by thematic area")
invisible(dev.off())
