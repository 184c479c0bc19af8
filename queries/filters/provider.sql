-- Which providers are there?
select provider from v1.providers
